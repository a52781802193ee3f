/**
 * A division code of GB/T 2260 and its names.
 *
 * `sinceYear` and `untilYear` are calendar years, both included, because the sources give years only;
 * in a year of change the old and the new code both hold. A bound that is absent is not recorded here.
 */
export interface Division {
  /** 6 digits. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly sinceYear?: number;
  readonly untilYear?: number;
}

/** The 34 province-level divisions of GB/T 2260. */
const PROVINCES: readonly Division[] = [
  { code: '110000', zh: '北京市', en: 'Beijing' },
  { code: '120000', zh: '天津市', en: 'Tianjin' },
  { code: '130000', zh: '河北省', en: 'Hebei' },
  { code: '140000', zh: '山西省', en: 'Shanxi' },
  { code: '150000', zh: '内蒙古自治区', en: 'Inner Mongolia' },
  { code: '210000', zh: '辽宁省', en: 'Liaoning' },
  { code: '220000', zh: '吉林省', en: 'Jilin' },
  { code: '230000', zh: '黑龙江省', en: 'Heilongjiang' },
  { code: '310000', zh: '上海市', en: 'Shanghai' },
  { code: '320000', zh: '江苏省', en: 'Jiangsu' },
  { code: '330000', zh: '浙江省', en: 'Zhejiang' },
  { code: '340000', zh: '安徽省', en: 'Anhui' },
  { code: '350000', zh: '福建省', en: 'Fujian' },
  { code: '360000', zh: '江西省', en: 'Jiangxi' },
  { code: '370000', zh: '山东省', en: 'Shandong' },
  { code: '410000', zh: '河南省', en: 'Henan' },
  { code: '420000', zh: '湖北省', en: 'Hubei' },
  { code: '430000', zh: '湖南省', en: 'Hunan' },
  { code: '440000', zh: '广东省', en: 'Guangdong' },
  { code: '450000', zh: '广西壮族自治区', en: 'Guangxi' },
  { code: '460000', zh: '海南省', en: 'Hainan' },
  { code: '500000', zh: '重庆市', en: 'Chongqing' },
  { code: '510000', zh: '四川省', en: 'Sichuan' },
  { code: '520000', zh: '贵州省', en: 'Guizhou' },
  { code: '530000', zh: '云南省', en: 'Yunnan' },
  { code: '540000', zh: '西藏自治区', en: 'Xizang' },
  { code: '610000', zh: '陕西省', en: 'Shaanxi' },
  { code: '620000', zh: '甘肃省', en: 'Gansu' },
  { code: '630000', zh: '青海省', en: 'Qinghai' },
  { code: '640000', zh: '宁夏回族自治区', en: 'Ningxia' },
  { code: '650000', zh: '新疆维吾尔自治区', en: 'Xinjiang' },
  { code: '710000', zh: '台湾省', en: 'Taiwan' },
  { code: '810000', zh: '香港特别行政区', en: 'Hong Kong SAR' },
  { code: '820000', zh: '澳门特别行政区', en: 'Macao SAR' },
];

/** Bozhou since it became a prefecture-level city in 2000. */
const BOZHOU: readonly Division[] = [
  { code: '341600', zh: '亳州市', en: 'Bozhou', sinceYear: 2000 },
  { code: '341602', zh: '谯城区', en: 'Qiaocheng District', sinceYear: 2000 },
  { code: '341621', zh: '涡阳县', en: 'Guoyang County', sinceYear: 2000 },
  { code: '341622', zh: '蒙城县', en: 'Mengcheng County', sinceYear: 2000 },
  { code: '341623', zh: '利辛县', en: 'Lixin County', sinceYear: 2000 },
];

/** The same places under Fuyang city (1996–2000) and Fuyang prefecture (before): old codes stay in old ids. */
const BOZHOU_BEFORE_2000: readonly Division[] = [
  { code: '341281', zh: '亳州市', en: 'Bozhou (county-level city)', sinceYear: 1996, untilYear: 2000 },
  { code: '341223', zh: '涡阳县', en: 'Guoyang County', sinceYear: 1996, untilYear: 2000 },
  { code: '341224', zh: '蒙城县', en: 'Mengcheng County', sinceYear: 1996, untilYear: 2000 },
  { code: '341227', zh: '利辛县', en: 'Lixin County', sinceYear: 1996, untilYear: 2000 },
  { code: '342102', zh: '亳州市', en: 'Bozhou (county-level city)', sinceYear: 1986, untilYear: 1996 },
  { code: '342124', zh: '涡阳县', en: 'Guoyang County', untilYear: 1996 },
  { code: '342125', zh: '蒙城县', en: 'Mengcheng County', untilYear: 1996 },
  { code: '342126', zh: '亳县', en: 'Bo County', untilYear: 1986 },
  { code: '342130', zh: '利辛县', en: 'Lixin County', untilYear: 1996 },
];

export const DIVISIONS: ReadonlyMap<string, Division> = new Map(
  [...PROVINCES, ...BOZHOU, ...BOZHOU_BEFORE_2000].map((division) => [division.code, division]),
);
