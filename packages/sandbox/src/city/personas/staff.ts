import type { Persona } from './persona.ts';

/** People without an enterprise of their own. */
export const STAFF = [
  {
    id: 'persona-han-guiying',
    role: 'AGENT',
    name: { zh: '韩桂英', en: 'Han Guiying' },
    story: {
      zh: '韩桂英是村里的代办员，帮不会用手机的乡亲办事。她没有自己的企业，代谁办、办了什么都要留痕。',
      en: 'Han Guiying is the agent of her village and helps neighbours who cannot use a phone. She has no enterprise of her own; for whom she acts, and what she does, is on record.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-qin-siyuan',
    role: 'BANK_DEVELOPER',
    name: { zh: '秦思远', en: 'Qin Siyuan' },
    story: {
      zh: '秦思远在银行做信贷系统开发，把信桥接入贷款流程。',
      en: "Qin Siyuan develops a bank's lending system and connects it to Xinqiao.",
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-jiang-heng',
    role: 'REGULATOR',
    name: { zh: '蒋衡', en: 'Jiang Heng' },
    story: {
      zh: '蒋衡在监管部门，核验访问日志，跟踪黄灯和红灯。',
      en: 'Jiang Heng works for the regulator, verifies the access log and follows yellow and red lights.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-hua-qing',
    role: 'OPERATOR',
    duties: ['ADMISSION'],
    name: { zh: '华青', en: 'Hua Qing' },
    story: {
      zh: '华青在运营方负责准入：受理银行申请，核对许可和密钥，提出启用。启用要等另一人复核。',
      en: 'Hua Qing admits participants for the operator: she checks licences and keys and proposes to activate. Somebody else must approve.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-lu-mingyuan',
    role: 'OPERATOR',
    duties: ['ADMISSION', 'SUPPORT', 'POLICY'],
    name: { zh: '陆明远', en: 'Lu Mingyuan' },
    story: {
      zh: '陆明远也负责准入，常复核华青提出的事项，忙时帮着回复工单；顾承泽起草的授信策略由他复核。',
      en: 'Lu Mingyuan admits participants too. He often approves what Hua Qing proposes, helps out with cases on busy days, and looks over the credit policies that Gu Chengze drafts.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-song-anran',
    role: 'OPERATOR',
    duties: ['SECURITY'],
    name: { zh: '宋安然', en: 'Song Anran' },
    story: {
      zh: '宋安然负责安全：暂停出了问题的参与方和密钥，管理运营人员的角色，不参与准入。',
      en: 'Song Anran looks after security: she suspends participants and keys in trouble and keeps the roles of the staff. She admits nobody.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-tang-wenjing',
    role: 'OPERATOR',
    duties: ['SUPPORT'],
    name: { zh: '唐文静', en: 'Tang Wenjing' },
    story: {
      zh: '唐文静答复银行和企业的工单，盯着每一件的期限。',
      en: 'Tang Wenjing answers the cases of banks and enterprises and watches their deadlines.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-gu-chengze',
    role: 'OPERATOR',
    duties: ['CATALOGUE', 'POLICY'],
    name: { zh: '顾承泽', en: 'Gu Chengze' },
    story: {
      zh: '顾承泽维护数据目录和来源，也管授信策略的版本。',
      en: 'Gu Chengze keeps the catalogue, the sources and the versions of the credit policies.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-ye-zhiqiu',
    role: 'RISK_OFFICER',
    name: { zh: '叶知秋', en: 'Ye Zhiqiu' },
    story: {
      zh: '叶知秋在银行风险部，起草和提出授信策略，也办理转人工的申请。启用和办结都要等另一人复核。',
      en: 'Ye Zhiqiu is a risk officer of the bank: she drafts and proposes lending policies and works on what they refer to people. Somebody else must confirm both.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-luo-jingzhi',
    role: 'RISK_OFFICER',
    name: { zh: '罗敬之', en: 'Luo Jingzhi' },
    story: {
      zh: '罗敬之也在银行风险部，常复核叶知秋提出的策略和审批意见。',
      en: 'Luo Jingzhi is a risk officer too, and often confirms the policies and referrals that Ye Zhiqiu proposes.',
    },
    enterprise: null,
    expected: null,
  },
] as const satisfies readonly Persona[];
