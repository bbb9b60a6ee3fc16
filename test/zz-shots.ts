import { chromium } from '@playwright/test';
const base='http://localhost:4833';
const b=await chromium.launch({executablePath:'/usr/bin/chromium-headless-shell',args:['--no-sandbox']});
const only=process.argv[2]?.split(',');
async function ctx(w:number,dark:boolean,es:boolean){
  const c=await b.newContext({viewport:{width:w,height:900},colorScheme:dark?'dark':'light',locale:es?'es-US':'en-US'});
  const r=await c.request.post(base+'/api/auth/sign-in/email',{headers:{origin:base},data:{email:'technology@demo.example',password:'steward-demo'}});
  if(!r.ok()) throw new Error(String(r.status()));
  if(es) await c.request.post(base+'/lang',{headers:{origin:base},form:{locale:'es',to:'/devices'}}).catch(()=>{});
  return c;
}
const c0=await ctx(1440,false,false);
const find=async(q:string)=>(await (await c0.request.get(base+'/api/devices?limit=5&'+q)).json()).items[0]?.id;
const stock=await find('status=in_stock&look=loaners'), rep=await find('status=in_repair'), ret=await find('status=retired'), asg=await find('status=assigned');
const dev=await (await c0.request.get(base+'/api/devices/'+(rep??asg))).json();
const stu=dev.heldBy?.student?.id ?? (await (await c0.request.get(base+'/api/devices/'+asg)).json()).heldBy.student.id;
const lots=(await (await c0.request.get(base+'/api/device-disposals')).json()).items;
const models=(await (await c0.request.get(base+'/api/device-models')).json()).items;
const pages:Record<string,string>={stock:`/devices/${stock}`,rep:`/devices/${rep}`,ret:`/devices/${ret}`,stu:`/devices/students/${stu}`,models:'/devices/models',model:`/devices/models/${models[0].id}`,refresh:'/devices/refresh',lots:'/devices/lots',lot:`/devices/lots/${lots[0]?.id}`,all:'/devices/all?minAge=2',outlook:'/capital/outlook#devices',devices:'/devices',edit:`/devices/${asg}/edit`};
console.log(JSON.stringify(pages));
await c0.close();
for(const [w,dark,es,tag] of [[1440,false,false,'w'],[390,true,false,'nd'],[1440,true,true,'es']] as const){
  const c=await ctx(w,dark,es); const p=await c.newPage();
  if(es){await p.goto(base+'/devices/models'); const x=p.getByRole('button',{name:'Español'}); if(await x.count()) await x.first().click();}
  for(const [n,u] of Object.entries(pages)){ if(only&&!only.includes(n)) continue; if(u.includes('undefined')) continue;
    await p.goto(base+u); await p.screenshot({path:`/tmp/p/shot-${n}-${tag}.png`,fullPage:true}); }
  await c.close();
}
await b.close();
