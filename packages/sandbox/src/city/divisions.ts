/** The district and counties of Bozhou (GB/T 2260) with what stands at the head of a company's name. */
export const CITY_DIVISIONS = [
  { code: '341602', name: '谯城区', place: '亳州市' },
  { code: '341602', name: '谯城区', place: '亳州市谯城区' },
  { code: '341621', name: '涡阳县', place: '涡阳县' },
  { code: '341622', name: '蒙城县', place: '蒙城县' },
  { code: '341623', name: '利辛县', place: '利辛县' },
] as const;

export type CityDivision = (typeof CITY_DIVISIONS)[number];
