import type { LocalizedText } from '@xinqiao/contracts';

/** Why a PMML document is refused; each text says what to do next. */
export const PMML_PROBLEMS = {
  XML_MALFORMED: {
    zh: '不是格式正确的 XML：请重新导出。',
    en: 'This is no well-formed XML: export the document again.',
  },
  XML_TOO_LARGE: {
    zh: '文档过大或嵌套过深：评分卡用不到这么多，请只导出评分卡。',
    en: 'The document is too large or too deep: no scorecard needs that, export the scorecard alone.',
  },
  XML_DOCTYPE: {
    zh: '不接受 DOCTYPE 与自定义实体：请删除。',
    en: 'DOCTYPE and entities of its own are not accepted: remove them.',
  },
  NOT_PMML: {
    zh: '不是 PMML 4.1 至 4.4 文档：请按 PMML 4.4 导出。',
    en: 'This is no PMML document of version 4.1 to 4.4: export it as PMML 4.4.',
  },
  MODEL_COUNT: {
    zh: '文档须恰好含一个 Scorecard：请单独导出评分卡。',
    en: 'The document must hold exactly one Scorecard: export the scorecard alone.',
  },
  ELEMENT_UNSUPPORTED: {
    zh: '策略没有与该元素对应的内容，忽略它会改变模型：请先在模型中去掉它。',
    en: 'A policy has no words for this element, and leaving it out would change the model: remove it from the model first.',
  },
  ELEMENT_ABSENT: {
    zh: '缺少必需的元素：请补充。',
    en: 'An element that is needed is absent: add it.',
  },
  ATTRIBUTE_UNSUPPORTED: {
    zh: '策略没有与该属性或其取值对应的内容：请先在模型中去掉它。',
    en: 'A policy has no words for this attribute or its value: remove it from the model first.',
  },
  ATTRIBUTE_ABSENT: {
    zh: '缺少必需的属性：请补充。',
    en: 'An attribute that is needed is absent: add it.',
  },
  TEXT_UNEXPECTED: {
    zh: '此处不应有文字：请删除。',
    en: 'There is text where none belongs: remove it.',
  },
  NUMBER_INVALID: {
    zh: '不是该字段能取的数值：请更正，或用 fields 说明该字段的单位与小数位。',
    en: 'This is no number the field can have: correct it, or say under fields what unit and places the field has.',
  },
  POINTS_NOT_WHOLE: {
    zh: '分值须为 −100000 至 100000 的整数：请按整数刻度重新导出。',
    en: 'Points are whole numbers from −100,000 to 100,000: scale the scorecard to whole points.',
  },
  DUPLICATE: {
    zh: '与前面的一项重名：请改名或删除。',
    en: 'The same name as an earlier one: rename or remove it.',
  },
  FIELD_UNKNOWN: {
    zh: 'DataDictionary 与 MiningSchema 中没有这个输入字段：请补充。',
    en: 'DataDictionary and MiningSchema have no such input field: add it.',
  },
  FIELD_UNUSED: {
    zh: '没有评分项使用这个输入字段：请删除，不读取用不到的数据。',
    en: 'No characteristic uses this input field: remove it, data that is not needed is not read.',
  },
  FIELD_NAME: {
    zh: '字段名不能用作特征名：请用 fields 指明对应的特征。',
    en: 'The name of the field cannot be that of a feature: name the feature under fields.',
  },
  FIELD_CONTRADICTS: {
    zh: '字段的类型、取值或范围与该特征的定义不同：请更正其中之一。',
    en: 'Type, values or range of the field differ from the definition of the feature: correct one of the two.',
  },
  FIELDS_SEVERAL: {
    zh: '一个 Characteristic 只能基于一个字段：请拆分，或先计算出一个字段。',
    en: 'A characteristic rests on exactly one field: split it, or compute one field beforehand.',
  },
  MISSING_CONTRADICTS: {
    zh: 'returnInvalid 拒绝缺失值，却有 Attribute（isMissing 或 True）为它计分：请去掉其中之一。',
    en: 'By returnInvalid a missing value is refused, and yet an attribute (isMissing or True) scores it: remove one of the two.',
  },
  CATEGORIES_ABSENT: {
    zh: '类别字段没有列出全部取值：请在 DataField 中列出，或用 fields 说明。',
    en: 'The field does not list all of its categories: list them in DataField, or say so under fields.',
  },
  CATEGORY_UNKNOWN: {
    zh: '字段没有这个取值：请更正或补充。',
    en: 'The field has no such category: correct it or add it.',
  },
  ATTRIBUTE_UNREACHABLE: {
    zh: '前面的 Attribute 已占去它的全部取值：请删除或更正。',
    en: 'Earlier attributes take every value of this one: remove or correct it.',
  },
  ATTRIBUTE_GAP: {
    zh: '有取值不属于任何 Attribute：请补全。',
    en: 'Some values belong to no attribute: add what is left out.',
  },
  REASON_ABSENT: {
    zh: '没有原因代码：请在 Characteristic 或每个 Attribute 上补充 reasonCode。',
    en: 'There is no reason code: add reasonCode to the characteristic, or to each of its attributes.',
  },
  REASON_FORM: {
    zh: '原因代码须由大写字母、数字与下划线组成，字母开头：请改名。',
    en: 'A reason code consists of capital letters, digits and _, a letter first: rename it.',
  },
  SCORECARD_REFUSED: {
    zh: '策略不接受这样的评分卡。',
    en: 'A policy does not accept such a scorecard.',
  },
} as const satisfies Record<string, LocalizedText>;

export type PmmlProblemCode = keyof typeof PMML_PROBLEMS;

export interface PmmlProblem {
  /** Where: an XPath such as `/PMML/Scorecard/Characteristics/Characteristic[2]/@baselineScore`. */
  readonly path: string;
  readonly problem: PmmlProblemCode;
  readonly text: LocalizedText;
}

/** Notes a problem at a place. @param more Words behind the text, in both languages. */
export type PmmlReport = (path: string, problem: PmmlProblemCode, more?: LocalizedText) => void;
