"""How the pages look: inherited colours, thin lines, nothing that shouts.

Every rule begins with the class of the page, so that nothing around it changes.
"""

STYLE = """
.swc{font:14px/1.5 system-ui,sans-serif;color:inherit;max-width:60rem;
 container-type:inline-size;
 --line:color-mix(in srgb,currentColor 18%,transparent);
 --ink:color-mix(in srgb,currentColor 62%,transparent)}
.swc *{box-sizing:border-box}
.swc p,.swc dl,.swc ul,.swc h2,.swc h3,.swc h4{margin:0;padding:0}
.swc .swc-head{display:flex;justify-content:space-between;gap:1rem;flex-wrap:wrap}
.swc .swc-who,.swc h2{font-size:1.15em;font-weight:600}
.swc .swc-quiet,.swc footer{color:var(--ink)}
.swc .swc-year{display:block;width:100%;margin:.75rem 0 .25rem;
 color:inherit}
.swc .swc-year text{font:12px system-ui,sans-serif;fill:currentColor;opacity:.75}
.swc .swc-year line{stroke:currentColor}
.swc .swc-year .swc-all{stroke-width:1;opacity:.45}
.swc .swc-year .swc-past{stroke-width:3;opacity:.75}
.swc .swc-year .swc-today{stroke-width:1.5}
.swc .swc-year circle{stroke:currentColor;stroke-width:1.5;fill:none}
.swc .swc-year circle.swc-done{fill:currentColor}
.swc .swc-sentence{font-size:1.1em;margin:.75rem 0}
.swc dl{display:grid;grid-template-columns:minmax(5.5rem,max-content) 1fr;
 gap:.15rem 1rem}
.swc dt{color:var(--ink);overflow-wrap:anywhere;max-width:14rem}
.swc dd{margin:0;overflow-wrap:anywhere}
.swc .swc-attention{border-left:3px solid currentColor;padding:.1rem 0 .1rem .8rem;
 margin:0 0 1rem}
.swc .swc-attention dt{color:inherit;font-weight:600}
.swc .swc-sides{display:grid;gap:0 2.5rem;margin:1rem 0;
 grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr))}
.swc h3{font-size:1em;font-weight:600;padding:.35rem 0}
.swc h3 span{font-weight:400;color:var(--ink)}
.swc h4{font-size:.92em;font-weight:400;color:var(--ink);padding:.6rem 0 .2rem}
.swc .swc-row{border-top:1px solid var(--line)}
.swc .swc-side>.swc-row:last-child{border-bottom:1px solid var(--line)}
.swc .swc-row>summary{display:grid;grid-template-columns:1.2rem 1fr auto;gap:0 .5rem;
 padding:.3rem .2rem;cursor:pointer;list-style:none;align-items:baseline}
.swc .swc-row>summary::-webkit-details-marker{display:none}
.swc .swc-row>summary:hover{background:color-mix(in srgb,currentColor 6%,transparent)}
.swc .swc-row[open]>summary .swc-title{font-weight:600}
.swc .swc-title{overflow-wrap:anywhere}
.swc .swc-stands{text-align:right;max-width:11rem;font-variant-numeric:tabular-nums}
.swc .swc-out>summary{display:block;color:var(--ink);padding-left:1.9rem}
.swc .swc-out>dl{padding:.2rem 0 .8rem 1.9rem}
.swc .swc-spoken{position:absolute;width:1px;height:1px;overflow:hidden;
 clip-path:inset(50%);white-space:nowrap}
.swc .swc-block{padding:.2rem 0 .8rem 1.9rem}
.swc .swc-block>p{margin-bottom:.4rem}
.swc .swc-block .swc-id{font:12px ui-monospace,monospace;color:var(--ink);
 margin:.4rem 0 0;overflow-wrap:anywhere}
.swc h5{font-size:1em;font-weight:600;margin:0;padding:.5rem 0 .1rem}
.swc code{font:12px ui-monospace,monospace;color:var(--ink);font-weight:400;
 background:none;padding:0;overflow-wrap:anywhere}
.swc .swc-entry .swc-entry{padding-left:1rem}
.swc .swc-fold{margin:.5rem 0}
.swc .swc-fold>summary{cursor:pointer}
.swc ul{padding-left:1.4rem;margin:0 0 .75rem}
.swc .swc-part .swc-sign{justify-self:start;line-height:1;align-self:center;
 transform-origin:center;transition:transform .1s}
.swc .swc-part[open]>summary .swc-sign{transform:rotate(90deg)}
.swc .swc-entry dl{font-size:.92em}
.swc .swc-coming{margin:1rem 0}
.swc .swc-coming dt{text-align:right}
.swc a{color:inherit}
.swc footer{border-top:1px solid var(--line);margin-top:1rem;padding-top:.5rem;
 font-size:.92em}
@container (max-width:40rem){
.swc .swc-year text{font-size:16px}
}
@media print{
.swc details::details-content{content-visibility:visible!important;
 display:block!important;block-size:auto!important}
.swc details>*{content-visibility:visible}
.swc .swc-row,.swc .swc-attention{break-inside:avoid}
.swc .swc-sides{display:block}
}
"""

# Of a page that stands alone: in a notebook the notebook has these.
SHEET = """
:root{color-scheme:light dark}
body{margin:0 auto;padding:1.5rem;max-width:60rem}
.swc+.swc{margin-top:3rem;break-before:page}
"""
