/** Words of the notice that do not depend on what is asked. */
export const NOTICE_TEXT = {
  'zh-CN': {
    title: {
      NEW: (bank: string, enterprise: string) => `${bank}请求查看${enterprise}的数据`,
      AMEND: (bank: string, enterprise: string) => `${bank}请求更改${enterprise}已同意的授权`,
      RENEW: (bank: string, enterprise: string) => `${bank}请求延长${enterprise}已同意的授权`,
    },
    who: '谁在请求',
    compare: '请与银行核对这句话',
    purpose: '用来做什么',
    optional: '另外可选（由您勾选；不勾选不影响办理）',
    together: '几人同意才生效',
    required: (count: number) => `需 ${count} 名有权代表企业的人分别同意，人数不足不生效`,
    assisted: '由谁协助',
    assistedAt: (place: string) => `代办员在${place}协助准备；是否同意由您本人决定`,
    before: '原来：',
    /** 征信业管理条例 art. 14. */
    adverseEffect: {
      label: '可能的不利影响',
      text: '您的收入、纳税等信息会用于评估您的信用；如果情况对您不利，银行可能不批准贷款、降低额度或提高利率',
    },
    /** PIPL art. 24 para. 3. */
    humanReview: {
      label: '不由机器单独拒绝',
      text: '系统评估为不通过时，由银行人员复核后再决定；您可以要求说明理由',
    },
    stop: {
      label: '怎样停止',
      text: '随时打开“我的授权”，点“停止”，从那一刻起不再提供任何数据；停止之前已经查看的仍然有效',
    },
    otherwise: {
      label: '如果不同意',
      text: '不提供任何数据，不影响您办理其他政务事项；银行可能因此无法评估贷款',
    },
    otherwiseAsBefore: {
      label: '如果不同意',
      text: '原来的授权保持不变，不影响您办理其他政务事项；您也可以随时停止原来的授权',
    },
  },
  en: {
    title: {
      NEW: (bank: string, enterprise: string) => `${bank} asks to see data of ${enterprise}`,
      AMEND: (bank: string, enterprise: string) => `${bank} asks to change what ${enterprise} agreed to`,
      RENEW: (bank: string, enterprise: string) => `${bank} asks to prolong what ${enterprise} agreed to`,
    },
    who: 'Who asks',
    compare: 'Compare these words with the bank',
    purpose: 'What for',
    optional: 'What you may add (tick it if you want; leaving it out changes nothing)',
    together: 'How many must agree',
    required: (count: number) =>
      `${count} people who may act for the enterprise, each for herself; before that nothing is in force`,
    assisted: 'Who helped',
    assistedAt: (place: string) => `an agent prepared this at ${place}; whether you agree is yours to decide`,
    before: 'before: ',
    /** 征信业管理条例 art. 14. */
    adverseEffect: {
      label: 'What may count against you',
      text: 'your income, taxes and the like are used to assess your credit; where they speak against you, the bank may refuse the loan, lower the limit or raise the rate',
    },
    /** PIPL art. 24 para. 3. */
    humanReview: {
      label: 'No refusal by a machine alone',
      text: 'where the assessment says no, a person at the bank reviews it before deciding; you may ask for the reasons',
    },
    stop: {
      label: 'How to stop',
      text: 'open “My consents” at any time and choose Stop; from that moment nothing more is shown. What the bank was shown before stays lawful',
    },
    otherwise: {
      label: 'If you do not agree',
      text: 'nothing is shown; your dealings with government offices are not affected. The bank may be unable to decide on the loan',
    },
    otherwiseAsBefore: {
      label: 'If you do not agree',
      text: 'the consent stays as it was; your dealings with government offices are not affected. You can still stop that consent at any time',
    },
  },
} as const;
