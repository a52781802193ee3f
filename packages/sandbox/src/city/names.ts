import type { CityDivision } from './divisions.ts';
import type { Industry } from './industries.ts';
import type { Random } from './random.ts';

const FIRST = [...'霁砚岚澹翎霖漪筠苒溯翊蘅泠曦珩葳菡榛楮桐'];
const SECOND = [...'栖禾舟汀渚坞陌渡屿壑畦圃垣埠亭桥梁溪川原'];
const THIRD = [...'青白丹素玄朱墨碧金银石木竹松梅兰菊荷苓芪'];

const SURNAMES = [...'沈柳丁马孙吴郑冯褚卫蒋韩杨朱秦许何吕施张孔曹严华金魏陶姜'];
const GIVEN = [...'玉兰成舟春生秀梅建国志远海燕文博雨桐思齐长青若水明远景行小满立秋'];

/** A fanciful trade name of three characters: the companies of the city are invented, and read like it. */
const tradeName = (draw: Random): string => draw.pick(FIRST) + draw.pick(SECOND) + draw.pick(THIRD);

export function enterpriseName(
  draw: Random,
  { place }: CityDivision,
  industry: Industry,
  form: 'company' | 'cooperative' | 'shop',
): string {
  const name = place + tradeName(draw);
  if (form === 'shop') return name + draw.pick(industry.shopWords);
  return name + draw.pick(industry.words) + (form === 'cooperative' ? '专业合作社' : '有限公司');
}

export function personName(draw: Random): string {
  const name = draw.pick(SURNAMES) + draw.pick(GIVEN);
  return draw.chance(0.8) ? name + draw.pick(GIVEN) : name;
}
