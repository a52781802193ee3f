import { ANSWERS, type AnswerDefinition, type CatalogueItem, INDICATORS } from '@xinqiao/contracts';
import { z } from 'zod';
import { answersOf } from '../answers/index.ts';
import { indicatorsOf } from '../indicators/index.ts';
import type { DataItemDefinition } from './data-item-definition.ts';
import { itemFields } from './fields/item-fields.ts';
import { ITEM_SAMPLES } from './samples/item-samples.ts';

/** An item with everything the catalogue says about it: versions, fields, figures, answers, a sample, its JSON Schema. */
export function catalogueItem(item: DataItemDefinition): CatalogueItem {
  const fields = itemFields(item);
  /** A field by the name that formulas give it: `months.amount` is `months[].amount`. */
  const pathOf = (input: string) =>
    fields.find(({ path }) => path.replaceAll('[]', '') === input)?.path ?? input;
  return {
    item: item.id,
    version: item.version,
    versions: item.versions.map((version) => ({ ...version })),
    name: item.name,
    agency: item.agency,
    updated: item.updateFrequency,
    freshness: item.freshness,
    retention: item.retention,
    sensitivity: item.sensitivity,
    level: item.level,
    legalBasis: item.legalBasis,
    disclosure: [...item.allowedDisclosure],
    fields,
    indicators: indicatorsOf(item.id).map((name) => {
      const { name: title, unit, months, formula, inputs } = INDICATORS[name];
      return { name, title, unit, months, formula, inputs: inputs.map(pathOf) };
    }),
    answers: answersOf(item.id).map((name) => {
      const answer: AnswerDefinition = ANSWERS[name];
      const { question, kind, indicator } = answer;
      const bounds = answer.kind === 'AT_LEAST' ? [answer.threshold] : [...answer.edges];
      return { name, question, kind, indicator, bounds };
    }),
    sample: ITEM_SAMPLES[item.id],
    schema: z.toJSONSchema(item.schema, { io: 'output' }),
  };
}
