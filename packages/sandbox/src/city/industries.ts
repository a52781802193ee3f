/** How an industry of the city trades. Codes: GB/T 4754-2017. Figures are invented, of a plausible size. */
export interface Industry {
  readonly code: string;
  /** What follows the trade name in a company's name. */
  readonly words: readonly string[];
  readonly form: 'company' | 'cooperative';
  /** What follows it in the name of a sole trader (个体工商户); empty where there are none. */
  readonly shopWords: readonly string[];
  /** VAT rate of its sales and of its purchases (增值税法 art. 10), as a fraction. */
  readonly salesRate: number;
  readonly purchaseRate: number;
  /** Purchases as a share of sales. */
  readonly purchaseShare: number;
  /** Share of sales that is exempt: own produce of farmers and cooperatives (增值税法 art. 24). */
  readonly exemptShare: number;
  /** Share of sales under the simplified method. */
  readonly simplifiedShare: number;
  /** Months of a year beside the average month, January first. */
  readonly season: readonly number[];
  /** How many enterprises of the city, relative to the others. */
  readonly weight: number;
}

const EVEN = [1, 0.7, 1, 1, 1.05, 1, 1, 1, 1.05, 1.05, 1.05, 1.1];
/** The herb fair is in September, and the new roots come in from October. */
const HERBS = [0.8, 0.5, 0.9, 0.9, 0.9, 0.8, 0.8, 1, 1.5, 1.4, 1.3, 1.2];
const LIQUOR = [2.2, 1, 0.4, 0.4, 0.5, 0.5, 0.4, 0.7, 1.7, 0.9, 1, 2.3];
const GRAIN = [0.3, 0.2, 0.3, 0.4, 0.7, 2.9, 1.8, 0.6, 1, 2.2, 1.2, 0.4];
const BUILDING = [0.6, 0.3, 0.9, 1.1, 1.2, 1.2, 1, 1, 1.2, 1.2, 1.2, 1.1];

const company = {
  form: 'company',
  shopWords: [],
  salesRate: 0.13,
  purchaseRate: 0.13,
  purchaseShare: 0.75,
  exemptShare: 0,
  simplifiedShare: 0,
  season: EVEN,
} as const;

export const INDUSTRIES = {
  herbTrade: {
    ...company,
    code: 'F5152',
    words: ['中药材贸易', '药材', '本草贸易'],
    shopWords: ['药材行'],
    salesRate: 0.09,
    purchaseRate: 0.09,
    purchaseShare: 0.82,
    season: HERBS,
    weight: 22,
  },
  herbSlices: {
    ...company,
    code: 'C2730',
    words: ['中药饮片', '饮片'],
    purchaseRate: 0.09,
    purchaseShare: 0.68,
    season: HERBS,
    weight: 9,
  },
  herbGrowing: {
    ...company,
    code: 'A0171',
    words: ['中药材种植'],
    form: 'cooperative',
    salesRate: 0.09,
    purchaseRate: 0.09,
    purchaseShare: 0.4,
    exemptShare: 1,
    season: HERBS,
    weight: 6,
  },
  liquor: {
    ...company,
    code: 'C1512',
    words: ['酒业', '酒坊'],
    purchaseShare: 0.5,
    season: LIQUOR,
    weight: 8,
  },
  grain: {
    ...company,
    code: 'A0112',
    words: ['农业种植', '粮食种植'],
    form: 'cooperative',
    salesRate: 0.09,
    purchaseRate: 0.09,
    purchaseShare: 0.45,
    exemptShare: 1,
    season: GRAIN,
    weight: 7,
  },
  sheep: {
    ...company,
    code: 'A0314',
    words: ['养殖', '畜牧养殖'],
    form: 'cooperative',
    salesRate: 0.09,
    purchaseRate: 0.09,
    purchaseShare: 0.55,
    exemptShare: 1,
    weight: 4,
  },
  construction: {
    ...company,
    code: 'E4790',
    words: ['建筑工程', '建设工程'],
    salesRate: 0.09,
    purchaseShare: 0.6,
    simplifiedShare: 0.25,
    season: BUILDING,
    weight: 9,
  },
  buildingMaterials: {
    ...company,
    code: 'F5165',
    words: ['建材', '建材贸易'],
    purchaseShare: 0.85,
    season: BUILDING,
    weight: 7,
  },
  retail: {
    ...company,
    code: 'F5212',
    words: ['商贸', '超市', '百货'],
    shopWords: ['便利店', '百货店', '粮油店'],
    purchaseShare: 0.84,
    weight: 14,
  },
  catering: {
    ...company,
    code: 'H6210',
    words: ['餐饮管理', '餐饮服务'],
    shopWords: ['饭庄', '面馆', '茶楼'],
    salesRate: 0.06,
    purchaseRate: 0.09,
    purchaseShare: 0.45,
    weight: 6,
  },
  haulage: {
    ...company,
    code: 'G5431',
    words: ['物流', '货物运输'],
    salesRate: 0.09,
    purchaseShare: 0.55,
    weight: 5,
  },
  furniture: { ...company, code: 'C2110', words: ['家具', '木业'], purchaseShare: 0.65, weight: 3 },
  software: {
    ...company,
    code: 'I6513',
    words: ['信息科技', '软件'],
    salesRate: 0.06,
    purchaseRate: 0.06,
    purchaseShare: 0.3,
    weight: 3,
  },
} as const satisfies Record<string, Industry>;

/** The industries, each as often as its weight says. */
export const WEIGHTED_INDUSTRIES: readonly Industry[] = Object.values<Industry>(INDUSTRIES).flatMap(
  (industry) => Array<Industry>(industry.weight).fill(industry),
);
