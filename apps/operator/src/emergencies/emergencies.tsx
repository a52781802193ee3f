import { ActForm, Area, Field, Paged, useText } from '@xinqiao/console';
import { BREAK_GLASS_MINUTES } from '@xinqiao/contracts';
import { EmergencyRow } from './emergency-row.tsx';

const TEXT = {
  'zh-CN': {
    title: '紧急操作',
    about:
      '紧急操作期间，本人可不经复核立即暂停参与方，但不能准入或恢复任何参与方。每次开启都记入日志，并须由他人复查。',
    none: '没有紧急操作。',
    open: '开启紧急操作',
    reason: '为何不能等待另一人（至少 10 个字符）',
    reasonHint: '请勿填写个人信息。',
    minutes: '时长（分钟，最长 240）',
  },
  en: {
    title: 'Emergencies',
    about:
      'In an emergency one person suspends participants at once, without a second one; she cannot let anybody in or back. Each is logged and reviewed by somebody else.',
    none: 'No emergency.',
    open: 'Open an emergency',
    reason: 'Why it cannot wait for another person (at least 10 characters)',
    reasonHint: 'No personal data.',
    minutes: 'For how long (minutes, 240 at most)',
  },
} as const;

/** Emergencies in which one person acts alone: to open, to close, to review. */
export function Emergencies() {
  const text = useText(TEXT);
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      <Paged name="breakGlass.list" input={{}} none={text.none}>
        {(emergencies) =>
          emergencies.map((emergency) => <EmergencyRow key={emergency.breakGlassId} emergency={emergency} />)
        }
      </Paged>
      <ActForm
        name="breakGlass.open"
        title={text.open}
        submit={text.open}
        grave
        inputOf={({ reason = '', minutes }) => ({ reason, minutes: Number(minutes) })}
      >
        <Area
          label={text.reason}
          hint={text.reasonHint}
          name="reason"
          minLength={10}
          maxLength={1000}
          required
        />
        <Field
          label={text.minutes}
          name="minutes"
          type="number"
          value="60"
          min={1}
          max={BREAK_GLASS_MINUTES}
          required
        />
      </ActForm>
    </>
  );
}
