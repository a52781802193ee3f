import { Paged, useText } from '@xinqiao/console';
import { ProposalCard } from './proposal-card.tsx';

const TEXT = {
  'zh-CN': {
    title: '待复核',
    about: '四眼原则：提出人与复核人必须是两个人。逾期未复核的事项自动作废。',
    none: '没有待复核的事项。',
    decided: '已处理的事项',
    noneDecided: '还没有。',
  },
  en: {
    title: 'To decide',
    about: 'Four eyes: whoever decides is never whoever proposed. What nobody decides in time lapses.',
    none: 'Nothing waits.',
    decided: 'Decided before',
    noneDecided: 'Nothing yet.',
  },
} as const;

/** What waits for a second person, and what was decided before. */
export function ToDecide() {
  const text = useText(TEXT);
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      <Paged name="proposals.list" input={{ status: 'OPEN' }} none={text.none}>
        {(proposals) =>
          proposals.map((proposal) => <ProposalCard key={proposal.proposalId} proposal={proposal} />)
        }
      </Paged>
      <details className="more">
        <summary>{text.decided}</summary>
        <Paged name="proposals.list" input={{}} none={text.noneDecided}>
          {(proposals) =>
            proposals
              .filter(({ status }) => status !== 'OPEN')
              .map((proposal) => <ProposalCard key={proposal.proposalId} proposal={proposal} />)
          }
        </Paged>
      </details>
    </>
  );
}
