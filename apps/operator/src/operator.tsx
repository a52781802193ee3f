import { Tabs, usePlace, useText } from '@xinqiao/console';
import { CasePage } from './cases/case-page.tsx';
import { Cases } from './cases/cases.tsx';
import { Emergencies } from './emergencies/emergencies.tsx';
import { ParticipantPage } from './participants/participant-page.tsx';
import { Participants } from './participants/participants.tsx';
import { ToDecide } from './proposals/to-decide.tsx';
import { Staff } from './staff/staff.tsx';

const TEXT = {
  'zh-CN': {
    participants: '参与方',
    decide: '待复核',
    staff: '人员',
    emergencies: '紧急操作',
    cases: '工单',
  },
  en: {
    participants: 'Participants',
    decide: 'To decide',
    staff: 'Staff',
    emergencies: 'Emergencies',
    cases: 'Cases',
  },
} as const;

/** The console of the operator’s staff. What a role may not do, the server says; no page is hidden. */
export function Operator() {
  const text = useText(TEXT);
  return (
    <>
      <Tabs
        tabs={[
          ['participants', text.participants],
          ['decide', text.decide],
          ['staff', text.staff],
          ['emergencies', text.emergencies],
          ['cases', text.cases],
        ]}
      />
      <Page />
    </>
  );
}

function Page() {
  const [page, id] = usePlace();
  switch (page) {
    case 'decide':
      return <ToDecide />;
    case 'staff':
      return <Staff />;
    case 'emergencies':
      return <Emergencies />;
    case 'cases':
      return id === undefined ? <Cases /> : <CasePage key={id} id={id} />;
    default:
      return id === undefined ? <Participants /> : <ParticipantPage key={id} id={id} />;
  }
}
