import { text, type WordsOf, words } from './field-words.ts';

/** Fields of the items of the market supervision registry (市场监督管理局). */
export const REGISTRATION_WORDS: WordsOf<
  'registration.profile' | 'registration.shareholders' | 'registration.changes' | 'registration.penalties'
> = {
  'registration.profile': {
    uscc: words(
      '统一社会信用代码',
      'Unified social credit code',
      'GB 32100-2015；个别已发代码的校验位可能不符。',
    ),
    name: words('企业名称', 'Registered name', '登记机关登记的名称。'),
    status: words('经营状态', 'Registry status', '登记机关标注的状态。', {
      codes: {
        ACTIVE: text('存续', 'Active'),
        CANCELLED: text('注销', 'Cancelled'),
        REVOKED: text('吊销', 'Revoked'),
        MOVED_OUT: text('迁出', 'Moved out'),
        SUSPENDED: text('歇业', 'Suspended'),
      },
    }),
    establishedOn: words('成立日期', 'Day of establishment', '成立之日，北京时间。'),
    authority: words('登记机关', 'Registering authority', '登记机关的中文名称。'),
    divisionCode: words('行政区划代码', 'Administrative division', '住所所在地，GB/T 2260，6 位数字。'),
    industryCode: words('行业代码', 'Industry', 'GB/T 4754-2017：门类字母加 2 至 4 位数字。'),
    registeredCapital: words('注册资本', 'Registered capital', '登记的注册资本，单位元。'),
    legalRepresentative: words('法定代表人', 'Legal representative', '登记的法定代表人姓名。'),
    legalRepresentativeChanges: words(
      '法定代表人变更',
      'Changes of legal representative',
      '历次法定代表人变更，由早到晚。',
    ),
    'legalRepresentativeChanges[].changedOn': words(
      '核准日期',
      'Day of the change',
      '登记机关核准变更之日，北京时间。',
    ),
    abnormalListings: words('经营异常名录', 'Abnormal listings', '历次列入经营异常名录，由早到晚。'),
    'abnormalListings[].listedOn': words('列入日期', 'Day listed', '列入名录之日，北京时间。'),
    'abnormalListings[].removedOn': words(
      '移出日期',
      'Day removed',
      '移出名录之日，北京时间；尚未移出为空。',
    ),
    'abnormalListings[].reason': words('列入原因', 'Reason', '登记机关给出的原因，原文。'),
  },
  'registration.shareholders': {
    name: words('股东名称', 'Name', '登记的股东姓名或名称；自然人姓名属个人信息 C1。', { sensitivity: 'C1' }),
    kind: words('股东类型', 'Kind', '自然人、企业或其他。', {
      codes: {
        PERSON: text('自然人', 'Natural person'),
        ENTERPRISE: text('企业', 'Enterprise'),
        OTHER: text('其他', 'Other'),
      },
    }),
    subscribed: words('认缴出资', 'Capital subscribed', '认缴出资额，单位元。'),
    paidIn: words('实缴出资', 'Capital paid in', '实缴出资额，单位元；未载明为空。'),
    share: words('出资比例', 'Share', '占认缴资本的比例，0 至 1；未载明为空。'),
    since: words('登记日期', 'Since', '登记为股东之日，北京时间。'),
    until: words('退出日期', 'Until', '退出之日，北京时间；仍为股东则为空。'),
  },
  'registration.changes': {
    changedOn: words('核准日期', 'Day of the change', '登记机关核准变更之日，北京时间。'),
    matter: words('变更事项', 'Matter', '变更了什么；不含变更前后的内容。', {
      codes: {
        NAME: text('名称', 'Name'),
        LEGAL_REPRESENTATIVE: text('法定代表人', 'Legal representative'),
        SHAREHOLDERS: text('股东', 'Shareholders'),
        CAPITAL: text('注册资本', 'Registered capital'),
        SCOPE: text('经营范围', 'Scope of business'),
        SEAT: text('住所', 'Seat'),
        TERM: text('营业期限', 'Term of business'),
        OTHER: text('其他', 'Other'),
      },
    }),
  },
  'registration.penalties': {
    decidedOn: words('决定日期', 'Day of the decision', '作出处罚决定之日，北京时间。'),
    authority: words('处罚机关', 'Authority', '作出决定的机关，中文名称。'),
    kind: words('处罚种类', 'Kind of penalty', '处罚种类，决定书原文。'),
    fine: words('罚款金额', 'Fine', '罚款，单位元；没有罚款为 0.00。'),
    serious: words('严重违法失信', 'Serious breach', '是否因此列入严重违法失信名单。'),
    publishedUntil: words('公示截止日', 'Published until', '公示的最后一日，北京时间；未定为空。'),
  },
};
