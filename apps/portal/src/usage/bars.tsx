import { useText } from '@xinqiao/console';

const TEXT = { 'zh-CN': { total: '合计' }, en: { total: 'Total' } } as const;

interface BarsProps {
  readonly title: string;
  readonly total: number;
  readonly bars: readonly { readonly name: string; readonly count: number }[];
}

/** Counts as bars of one scale; the numbers stand beside them. */
export function Bars({ title, total, bars }: BarsProps) {
  const text = useText(TEXT);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <table className="bars">
      <caption>
        {title} <span className="quiet">{`${text.total} ${total.toLocaleString('en')}`}</span>
      </caption>
      <tbody>
        {bars.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="count">{count.toLocaleString('en')}</td>
            <td className="bar">
              <svg width="100%" height="14" aria-hidden="true">
                <rect width={`${(count / most) * 100}%`} height="14" rx="2" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
