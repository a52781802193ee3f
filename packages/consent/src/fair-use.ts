import {
  addPeriodToDate,
  type CalendarDate,
  type ConsentRequest,
  type ConsentTemplate,
  disclosesAtMost,
  type FieldProblem,
} from '@xinqiao/contracts';

/**
 * Checks a request against the fair-use rules of its template.
 *
 * @param today Calendar date of the request, Asia/Shanghai.
 * @returns Every violation at once, with what was asked and what is allowed; empty when the request is fair.
 */
export function fairUseProblems(
  request: ConsentRequest,
  template: ConsentTemplate,
  today: CalendarDate,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const exceed = (path: string, problem: string, asked: string, allowed: string) =>
    problems.push({ path, problem, asked, allowed });

  if (template.validFrom > today)
    exceed(
      'templateId',
      'The template is not in force yet.',
      request.templateId,
      `from ${template.validFrom}`,
    );
  if (request.purpose !== template.purpose)
    exceed('purpose', 'The template serves another purpose.', request.purpose, template.purpose);
  const excess = request.items.filter((item) => !template.items.includes(item));
  if (excess.length > 0)
    exceed('items', 'The purpose does not need these items.', excess.join(', '), template.items.join(', '));
  if (!disclosesAtMost(request.disclosure, template.maxDisclosure))
    exceed('disclosure', 'A lower level serves the purpose.', request.disclosure, template.maxDisclosure);
  if (addPeriodToDate(today, request.validity) > addPeriodToDate(today, template.maxValidity))
    exceed('validity', 'The consent would last too long.', request.validity, template.maxValidity);
  // A consent that is used again and again may cover the months it lasts; one that is used once may not.
  const latest = template.fetchType === 'PERIODIC' ? addPeriodToDate(today, request.validity) : today;
  if (request.range.to > latest)
    exceed('range.to', 'The range reaches beyond the consent.', request.range.to, `at most ${latest}`);
  if (request.range.from > today)
    exceed('range.from', 'The range begins in the future.', request.range.from, `at most ${today}`);
  if (addPeriodToDate(request.range.from, template.maxRange) < request.range.to)
    exceed('range', 'The range is too long.', `${request.range.from}/${request.range.to}`, template.maxRange);
  return problems;
}
