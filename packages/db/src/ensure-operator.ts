import pg from 'pg';

/** The operator of the platform, as its first participant. */
export interface NewOperator {
  /** `ptc_…` */
  readonly id: string;
  /** Slug of the city's operator, e.g. `bozhou`. */
  readonly operatorId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly status: string;
  readonly createdAt: Date;
}

/**
 * Registers the operator, who admits everybody else. An operator that is registered already stays as it is.
 *
 * @param url Connection string of the migration role: no other may add an operator.
 * @returns Id of the registered operator of that `operatorId`.
 */
export async function ensureOperator(url: string, operator: NewOperator): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [operator.operatorId]);
    await client.query(
      `INSERT INTO participant (id, operator_id, kind, name_zh, name_en, status, status_since, created_at)
       SELECT $1, $2, 'OPERATOR', $3, $4, $5, $6, $6
       WHERE NOT EXISTS (SELECT FROM participant WHERE operator_id = $2 AND kind = 'OPERATOR')`,
      [
        ...[operator.id, operator.operatorId, operator.nameZh, operator.nameEn, operator.status],
        operator.createdAt,
      ],
    );
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM participant WHERE operator_id = $1 AND kind = 'OPERATOR'`,
      [operator.operatorId],
    );
    await client.query('COMMIT');
    return rows[0]!.id;
  } finally {
    await client.end();
  }
}
