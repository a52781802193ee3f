import {
  APPLICATION_SCOPES,
  type ApplicationId,
  type LocalizedText,
  type ParticipantId,
  type ParticipantKind,
  type Scope,
} from '@xinqiao/contracts';

const ALL_TEMPLATES = ['pre-loan-admission', 'credit-decision', 'loan-review', 'after-loan-warning'];
const at = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;

export interface SandboxParticipant {
  readonly id: ParticipantId;
  readonly kind: ParticipantKind;
  readonly name: LocalizedText;
  readonly applications: readonly {
    readonly id: ApplicationId;
    /** File its credentials are written to, without extension. */
    readonly file: string;
    readonly name: LocalizedText;
    readonly redirectUris: readonly string[];
    readonly templates: readonly string[];
    readonly scopes: readonly Scope[];
  }[];
}

export const SANDBOX_OPERATOR_ID = `ptc_${at(1)}` as ParticipantId;

/** Tool of one of the operator’s staff, by her place among them from 0. */
export const staffToolId = (place: number): ApplicationId => `app_${at(101 + place)}` as ApplicationId;

/** Who takes part in the sandbox. Ids are fixed, names invented. */
export const SANDBOX_PARTICIPANTS: readonly SandboxParticipant[] = [
  {
    id: SANDBOX_OPERATOR_ID,
    kind: 'OPERATOR',
    name: { zh: '信桥沙箱运营方', en: 'Xinqiao Sandbox Operator' },
    applications: [
      {
        id: `app_${at(11)}` as ApplicationId,
        file: 'operator',
        name: { zh: '运营工具', en: 'Operator tools' },
        redirectUris: [],
        templates: [],
        scopes: APPLICATION_SCOPES.OPERATOR,
      },
    ],
  },
  {
    id: `ptc_${at(2)}` as ParticipantId,
    kind: 'BANK',
    name: { zh: '涡河示范银行', en: 'Guohe Demonstration Bank' },
    applications: [
      {
        id: `app_${at(12)}` as ApplicationId,
        file: 'bank',
        name: { zh: '信贷工厂', en: 'Credit factory' },
        redirectUris: ['http://127.0.0.1:4700/callback', 'https://bank.example/callback'],
        templates: ALL_TEMPLATES,
        scopes: APPLICATION_SCOPES.BANK,
      },
    ],
  },
  {
    id: `ptc_${at(3)}` as ParticipantId,
    kind: 'BANK',
    name: { zh: '芍花示范银行', en: 'Shaohua Demonstration Bank' },
    applications: [
      {
        id: `app_${at(13)}` as ApplicationId,
        file: 'other-bank',
        name: { zh: '小微贷款', en: 'Small loans' },
        redirectUris: ['https://other-bank.example/callback'],
        templates: ALL_TEMPLATES,
        scopes: APPLICATION_SCOPES.BANK,
      },
    ],
  },
  {
    id: `ptc_${at(4)}` as ParticipantId,
    kind: 'REGULATOR',
    name: { zh: '沙箱金融监管局', en: 'Sandbox Financial Regulator' },
    applications: [],
  },
  {
    id: `ptc_${at(5)}` as ParticipantId,
    kind: 'AGENCY',
    name: { zh: '沙箱市场监督管理局', en: 'Sandbox Administration for Market Regulation' },
    applications: [
      {
        id: `app_${at(15)}` as ApplicationId,
        file: 'registry',
        name: { zh: '登记变更报送', en: 'Reports of the registry' },
        redirectUris: [],
        templates: [],
        scopes: APPLICATION_SCOPES.AGENCY,
      },
    ],
  },
];
