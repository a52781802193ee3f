/** What happened and what to do next, in both languages; never an identifier, never personal data. */
const MESSAGES = {
  BASE64_INVALID: {
    en: 'A value is not strict base64. Take it again from its source, unchanged.',
    'zh-CN': '数据不是严格的 base64 编码。请从来源处原样重新获取。',
  },
  CHECKPOINT_MALFORMED: {
    en: 'The checkpoint does not have the C2SP form (origin, size, root hash). Fetch it again from the log.',
    'zh-CN': '检查点不符合 C2SP 格式（来源、大小、根哈希）。请从日志重新获取。',
  },
  CHECKPOINT_ORIGIN_MISMATCH: {
    en: 'The checkpoint is of another log than the one expected. Check which log you asked.',
    'zh-CN': '检查点属于另一个日志。请核对所请求的日志。',
  },
  CHECKPOINT_ROLLED_BACK: {
    en: 'The newer checkpoint is smaller than the earlier one. Keep both and report the log.',
    'zh-CN': '新检查点小于先前的检查点。请保留两者并举报该日志。',
  },
  DETAIL_NOT_JSON: {
    en: 'The detail has no RFC 8785 canonical form. Use plain JSON values with well-formed strings.',
    'zh-CN': '明细无法按 RFC 8785 规范化。请只使用普通 JSON 值和合法字符串。',
  },
  EARLIER_ROOT_MISMATCH: {
    en: 'The proof does not rebuild the earlier root: history was rewritten or the proof is wrong. Fetch the proof again; if it still fails, keep both checkpoints and report the log.',
    'zh-CN':
      '证明无法重建先前的根哈希：历史被改写或证明有误。请重新获取证明；若仍失败，保留两个检查点并举报该日志。',
  },
  ENTRY_BUNDLE_MALFORMED: {
    en: 'The entry bundle is cut short or holds more than 256 entries. Fetch it again.',
    'zh-CN': '条目包不完整或超过 256 条。请重新获取。',
  },
  ENTRY_TOO_LONG: {
    en: 'An entry exceeds 65535 bytes, the limit of C2SP entry bundles. Log a commitment, not the content.',
    'zh-CN': '条目超过 65535 字节（C2SP 条目包上限）。请记录承诺值而非内容本身。',
  },
  HASH_LENGTH_INVALID: {
    en: 'A hash is not 32 bytes long. Use SHA-256 and pass whole hashes.',
    'zh-CN': '哈希长度不是 32 字节。请使用 SHA-256 并传入完整哈希。',
  },
  INDEX_OUT_OF_RANGE: {
    en: 'The index lies outside the tree or subtree. Ask for a newer checkpoint or check the index.',
    'zh-CN': '序号超出树或子树范围。请获取更新的检查点或核对序号。',
  },
  KEY_NAME_INVALID: {
    en: 'A key name is empty or holds a space or a plus sign. Use a schema-less URL.',
    'zh-CN': '密钥名为空或含空格、加号。请使用不带协议的 URL。',
  },
  LEAF_MALFORMED: {
    en: 'The leaf is not a canonical audit entry of version 1. Take it again from the log.',
    'zh-CN': '叶子不是第 1 版规范审计条目。请从日志重新获取。',
  },
  NOTE_MALFORMED: {
    en: 'The signed note does not have the C2SP form. Fetch it again, byte for byte.',
    'zh-CN': '签名文书不符合 C2SP 格式。请逐字节重新获取。',
  },
  NOTE_SIGNATURE_INVALID: {
    en: 'A signature under a known key does not verify. Trust nothing in this note and report it.',
    'zh-CN': '已知密钥的签名验证失败。请勿信任该文书并予以举报。',
  },
  NOTE_UNVERIFIED: {
    en: 'No known key signed this note. Check which keys you trust for this log.',
    'zh-CN': '没有已知密钥签署该文书。请核对您信任的日志密钥。',
  },
  PROOF_LENGTH_INVALID: {
    en: 'The proof has too many or too few hashes for these sizes. Ask the log for the proof again.',
    'zh-CN': '证明的哈希数量与树大小不符。请重新向日志索取证明。',
  },
  RECEIPT_LEAF_MISMATCH: {
    en: 'The receipt names another entry or time than its leaf. Keep it and report the log.',
    'zh-CN': '回执所述条目或时间与其叶子不一致。请保留回执并举报该日志。',
  },
  RECEIPT_MALFORMED: {
    en: 'The receipt lacks a field or has one of the wrong type. Take it again from the signed response.',
    'zh-CN': '回执缺少字段或字段类型有误。请从签名响应中重新获取。',
  },
  RECEIPT_ORIGIN_MISMATCH: {
    en: 'The receipt and the checkpoint are of different logs. Use a checkpoint of the log the receipt names.',
    'zh-CN': '回执与检查点属于不同日志。请使用回执所指日志的检查点。',
  },
  ROOT_MISMATCH: {
    en: 'The proof does not lead to the root of the tree: the content was altered or the proof is wrong. Fetch the proof again; if it still fails, keep the evidence and report the log.',
    'zh-CN': '证明无法推出树根：内容被篡改或证明有误。请重新获取证明；若仍失败，保留证据并举报该日志。',
  },
  SALT_LENGTH_INVALID: {
    en: 'The salt is not 32 bytes long. Use 32 bytes from a cryptographic random source, fresh for each entry.',
    'zh-CN': '盐值不是 32 字节。请为每条记录使用密码学随机源生成的 32 字节。',
  },
  SIZE_INVALID: {
    en: 'A size or index is not a whole number from 0 to 2^53 - 1. Check the number.',
    'zh-CN': '大小或序号不是 0 到 2^53 - 1 之间的整数。请核对数值。',
  },
  SIZES_REVERSED: {
    en: 'The earlier size exceeds the later one. Pass the smaller tree first.',
    'zh-CN': '先前的大小超过后来的大小。请先传入较小的树。',
  },
  SUBTREE_INVALID: {
    en: 'The range is not a subtree: its start must be a multiple of its length rounded up to a power of two.',
    'zh-CN': '该区间不是子树：起点须为区间长度向上取 2 的幂后的倍数。',
  },
  TILE_ADDRESS_INVALID: {
    en: 'The tile address does not have the C2SP form. Check level, index and width.',
    'zh-CN': '瓦片地址不符合 C2SP 格式。请核对层级、序号和宽度。',
  },
  TILE_LENGTH_INVALID: {
    en: 'A tile holds fewer hashes than the tree needs, or a broken hash. Fetch the tile again.',
    'zh-CN': '瓦片哈希数量不足或不完整。请重新获取该瓦片。',
  },
  TREE_EMPTY: {
    en: 'The earlier tree is empty: there is nothing to be consistent with. Start from a size of 1 or more.',
    'zh-CN': '先前的树为空，无一致性可证。请从大小至少为 1 的树开始。',
  },
  VERIFIER_KEY_MALFORMED: {
    en: 'The verifier key is not name+id+key of an Ed25519 key, or its id does not match. Copy it again.',
    'zh-CN': '验证密钥不是 Ed25519 的“名称+编号+密钥”格式，或编号不符。请重新复制。',
  },
  VERIFIERS_AMBIGUOUS: {
    en: 'Two verifiers share one key name and id. Pass each key once.',
    'zh-CN': '两个验证者的密钥名与编号相同。每个密钥只传入一次。',
  },
} as const satisfies Record<string, { readonly en: string; readonly 'zh-CN': string }>;

export type AuditLogErrorCode = keyof typeof MESSAGES;

/** The only error this package throws itself; what an injected function throws passes through unchanged. */
export class AuditLogError extends Error {
  override readonly name = 'AuditLogError';
  readonly code: AuditLogErrorCode;
  /** The same message in both languages; `message` is the English one. */
  readonly messages: { readonly en: string; readonly 'zh-CN': string };

  constructor(code: AuditLogErrorCode, options?: ErrorOptions) {
    super(MESSAGES[code].en, options);
    this.code = code;
    this.messages = MESSAGES[code];
  }
}

/** Every code, for callers that translate or count them. */
export const AUDIT_LOG_ERROR_CODES = Object.keys(MESSAGES) as readonly AuditLogErrorCode[];
