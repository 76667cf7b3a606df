import { it } from "vitest";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
const noInline={disable:{null:["labelStartLink","labelStartImage","labelEnd","attention","codeText","autolink","htmlText","characterEscape","characterReference","hardBreakEscape","strikethrough"]}};
const lists=(gfmFromMarkdown() as any[]).flat().map(({transforms,...r}:any)=>r);
const full=(b:string)=>fromMarkdown(b,{extensions:[gfm()],mdastExtensions:lists});
const flow=(b:string)=>fromMarkdown(b,{extensions:[gfm(),noInline as any],mdastExtensions:lists});
const seeds:Record<string,string>={
 stars:"*a ", under:"_a_b ", brackets:"[", brackets2:"[a](", bang:"![", lt:"<a ", lt2:"<!-- ", tick:"`a``", quote:"> ", lists:"- ", nestlist:" - a\n", email:"a.b@c", emailplus:"a@", www:"www.a ", http:"http://a.b/(", pipes:"|a", pipes2:"|a|\n", table:"|-",table2:"|-\n", para:"a\n", cmds:"/approve pypi\n", amp:"&amp;", tilde:"~a ", foot:"[^1]: ", foot2:"[^a]", ref:"[a]: b\n", ref2:"[a]:\n", spaces:" ", tabs:"\t", back:"\\", dash:"-\n", html:"<p>\n\n", details:"<details>\n\n", mixed:"*_[`<", starstar:"**a", starunder:"*_", dots:"a.", deep:">- ", nl:"\n", olist:"1. ", qn:">a\n>>b\n", ticks:"`", indent:" a\n  b\n"
};
it("x",()=>{
for(const [n,s] of Object.entries(seeds)){
  const out=[n];
  for(const f of [full,flow]) { const t:number[]=[];
  for(const size of [4000,16000,64000]){
    const tail="\n\n/approve pypi";
    const body=s.repeat(Math.ceil(size/s.length)).slice(0,size-tail.length)+tail;
    const t0=performance.now(); let r=""; try { f(body); } catch(e) { r="!"+(e as Error).message.slice(0,20); } t.push(Math.round(performance.now()-t0)); if(r) out.push(r);
  } out.push(t.join(" "), "|"); }
  process.stdout.write(out.join(" ")+"\n");
}},400000);
