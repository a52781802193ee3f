import type { LocalizedText } from '@xinqiao/contracts';
import { type Policy, type PolicyDocument, parsePolicy } from '@xinqiao/scoring';
import { WORLD, type World } from './assumptions.ts';
import { type PoliciesInUse, policiesOf } from './policies.ts';

/** A world and its policies. */
export interface Scenario {
  readonly id: string;
  readonly world: World;
  readonly policies: PoliciesInUse;
}

/** One assumption moved by a stated step. */
export interface Move extends Scenario {
  readonly name: LocalizedText;
  readonly from: string;
  readonly to: string;
}

/** Made when first asked for: whoever imports the package for something else parses no policies. */
const once = <Value>(make: () => Value): (() => Value) => {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** The world as it is assumed. */
export const base = once((): Scenario => ({ id: 'base', world: WORLD, policies: policiesOf(WORLD) }));

const inWorld = (
  id: string,
  name: LocalizedText,
  read: (world: World) => number,
  to: number,
  change: (to: number) => Partial<World>,
): Move => ({
  id: `${id}=${to}`,
  name,
  from: String(read(WORLD)),
  to: String(to),
  world: { ...WORLD, ...change(to) },
  policies: base().policies,
});
const inHouseholds = (
  id: 'incomeScale' | 'missingShare' | 'likeness',
  name: LocalizedText,
  to: number,
): Move =>
  inWorld(
    `households.${id}`,
    name,
    ({ households }) => households[id],
    to,
    (value) => ({ households: { ...WORLD.households, [id]: value } }),
  );
const applicants = (kind: 'SOLE_TRADER' | 'ENTERPRISE', name: LocalizedText): Move =>
  inWorld(
    `applicants.${kind}`,
    name,
    (world) => world.applicants[kind],
    WORLD.applicants[kind] / 2,
    (value) => ({ applicants: { ...WORLD.applicants, [kind]: value } }),
  );
const plain = (
  id: Exclude<keyof World, 'firstMonth' | 'months' | 'applicants' | 'households' | 'defaultByRating'>,
  name: LocalizedText,
  to: number,
): Move =>
  inWorld(
    id,
    name,
    (world) => world[id],
    to,
    (value) => ({ [id]: value }),
  );

function inPolicy(
  id: string,
  name: LocalizedText,
  [from, to]: readonly [string, string],
  kinds: readonly (keyof PoliciesInUse)[],
  change: (document: PolicyDocument) => object,
): Move {
  const [first] = kinds;
  const policy: Policy = parsePolicy({
    ...base().policies[first!],
    ...change(base().policies[first!]),
  });
  const changed = Object.fromEntries(kinds.map((kind) => [kind, policy]));
  return { id, name, from, to, world: WORLD, policies: { ...base().policies, ...changed } };
}

const multiplied = ({ limit }: PolicyDocument, feature: string, multiple: string) => ({
  limit: JSON.parse(JSON.stringify(limit), (_, value) =>
    value?.feature === feature && 'multiple' in value ? { ...value, multiple } : value,
  ),
});
const without = <T>(byRating: Readonly<Record<string, T>>, rating: string): Record<string, T> =>
  Object.fromEntries(Object.entries(byRating).filter(([name]) => name !== rating));

/** The household policy without its lowest admitted rating. */
const stricter = (document: PolicyDocument) => ({
  rating: document.rating.map((band) => (band.rating === 'D' ? { ...band, admitted: false } : band)),
  limit: {
    ...document.limit,
    leastOf: document.limit.leastOf.map((term) =>
      'capByRating' in term ? { ...term, capByRating: without(term.capByRating, 'D') } : term,
    ),
  },
  price: {
    ...document.price,
    ...('annualRateByRating' in document.price && {
      annualRateByRating: without(document.price.annualRateByRating, 'D'),
    }),
  },
});

/** What the table of sensitivity moves, one at a time. */
export const moves = once((): readonly Move[] => [
  {
    id: 'applicants.HOUSEHOLD only',
    name: { zh: '只有农户申请（申请人类别数）', en: 'Households alone apply (kinds of applicants)' },
    from: '3',
    to: '1',
    world: { ...WORLD, applicants: { ...WORLD.applicants, SOLE_TRADER: 0, ENTERPRISE: 0 } },
    policies: base().policies,
  },
  applicants('ENTERPRISE', { zh: '企业户数（万）', en: 'Firms, 10,000' }),
  applicants('SOLE_TRADER', { zh: '个体工商户数（万）', en: 'Sole traders, 10,000' }),
  inHouseholds('incomeScale', { zh: '本市收入与全国之比', en: 'Incomes to those of the country' }, 0.8),
  inHouseholds('incomeScale', { zh: '本市收入与全国之比', en: 'Incomes to those of the country' }, 1.2),
  inHouseholds('missingShare', { zh: '农户数据缺失比例', en: 'Household figures missing' }, 0.1),
  inHouseholds('likeness', { zh: '农户特征相关程度', en: 'Likeness of household traits' }, 0.8),
  inPolicy(
    'household.multiple',
    { zh: '策略：农户收入倍数', en: 'Policy: times household income' },
    ['1.5', '2'],
    ['HOUSEHOLD'],
    (document) => multiplied(document, 'householdIncome12', '2'),
  ),
  inPolicy(
    'household.rating',
    { zh: '策略：农户最低准入评级', en: 'Policy: lowest rating of households' },
    ['D', 'C'],
    ['HOUSEHOLD'],
    stricter,
  ),
  inPolicy(
    'firm.multiple',
    { zh: '策略：企业纳税额倍数', en: 'Policy: times VAT of firms' },
    ['7', '5'],
    ['SOLE_TRADER', 'ENTERPRISE'],
    (document) => multiplied(document, 'vatPayable12', '5'),
  ),
  plain('referredGranted', { zh: '转人工后获批比例', en: 'Referred, granted by a person' }, 1),
  plain('growth', { zh: '末月与首月申请数之比', en: 'Applications, last month to first' }, 1),
  plain('riskFactor', { zh: '违约概率倍数', en: 'Times the probability of default' }, 0.5),
  plain('riskFactor', { zh: '违约概率倍数', en: 'Times the probability of default' }, 2),
  plain('correlation', { zh: '违约相关系数', en: 'Correlation of defaults' }, 0),
  plain('badAfterMonths', { zh: '几个月未付算不良', en: 'Months unpaid until bad' }, 1),
  plain('renewedShare', { zh: '到期后再用款比例', en: 'Drawn anew when repaid' }, 0.5),
  plain('drawnShare', { zh: '用款占额度比例', en: 'Part of the line drawn' }, 0.9),
  plain('drawnAtDefault', { zh: '停付者用款比例', en: 'Part drawn by who stops paying' }, 0.6),
]);

/** The world as it is assumed, then every move. */
export const scenarios = (): readonly Scenario[] => [base(), ...moves()];
