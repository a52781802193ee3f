import type { LicenceType } from './licence.ts';
import type { ParticipantKind } from './participant.ts';

export interface RequiredLicence {
  readonly type: LicenceType;
  /** Where the duty to hold it comes from. */
  readonly reference: string;
}

/** Licences without which a participant of a kind is not served, nor serves. */
export const REQUIRED_LICENCES: Readonly<Record<ParticipantKind, readonly RequiredLicence[]>> = {
  BANK: [
    {
      type: 'FINANCIAL_LICENCE',
      reference: '银行保险机构许可证管理办法（银保监会令 2021 年第 3 号）第三条',
    },
  ],
  OPERATOR: [
    {
      type: 'DATA_OPERATION_AUTHORISATION',
      reference: '公共数据资源授权运营实施规范（试行）（发改数据规〔2025〕27 号）',
    },
  ],
  AGENCY: [],
  REGULATOR: [],
  PEER_OPERATOR: [],
};

/**
 * Whether the licences a participant of a kind must hold are among those it holds in force.
 *
 * @param held Types of its licences that are in force on the day.
 */
export const isLicensed = (kind: ParticipantKind, held: readonly string[]): boolean =>
  REQUIRED_LICENCES[kind].every(({ type }) => held.includes(type));
