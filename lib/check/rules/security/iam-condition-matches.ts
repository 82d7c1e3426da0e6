import { documentKind } from '../../document.ts';
import { fieldsAt, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Operators that compare letter by letter. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const EXACT = /^(?:For(?:Any|All)Values?:)?String(?:Not)?Equals(?:IgnoreCase)?(?:IfExists)?$/;
/** What stands within braces, with what Terraform inserts there. */
const WITHIN = String.raw`((?:\$\{[^}]*\}|[^{}])*)`;

export const iamConditionMatches = defineRule({
  id: 'iam-condition-matches',
  severity: 'error',
  kinds: [documentKind('TextFile'), documentKind('Config')],
  asks: 'Policies of AWS compare patterns with StringLike, and name what they are about by whole ARNs.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  *check({ object, file = '' }) {
    if (object.kind === 'Config') {
      for (const [index, statement] of itemsAt(object, 'content.Statement').entries()) yield* inStatement(statement, index);
    } else if (file.endsWith('.tf')) yield* inTerraform(textAt(object, 'text') ?? '');
  },
});

function* inStatement(statement: unknown, index: number): Iterable<Issue> {
  for (const [operator, keys] of Object.entries(fieldsAt(statement, 'Condition'))) {
    if (!EXACT.test(operator)) continue;
    for (const [key, value] of Object.entries(fieldsAt({ keys }, 'keys'))) {
      const starred = [value, ...items(value)].flatMap((each) => text(each) ?? []).find((each) => each.includes('*'));
      if (starred !== undefined) yield wild(`content.Statement[${index}].Condition`, operator, key, starred);
    }
  }
}

function* inTerraform(whole: string): Iterable<Issue> {
  if (!/arn:aws|String(?:Not)?Equals/.test(whole)) return;
  const lineOf = (place: number): string => `line ${whole.slice(0, place).split('\n').length}`;
  for (const match of whole.matchAll(new RegExp(String.raw`"?\b((?:For\w+:)?String(?:Not)?Equals\w*)"?\s*[=:]\s*\{${WITHIN}\}`, 'g'))) {
    const [, operator = '', keys = ''] = match;
    for (const [, key = '', value = ''] of keys.matchAll(/"([^"\n]+)"\s*[=:]\s*(\[[^\]]*\]|"[^"\n]*")/g))
      if (EXACT.test(operator) && hasStar(value)) yield wild(lineOf(match.index), operator, key, value.replaceAll('"', ''));
  }
  for (const match of whole.matchAll(new RegExp(String.raw`\bcondition\s*\{${WITHIN}\}`, 'g'))) {
    const [, body = ''] = match;
    const operator = /\btest\s*=\s*"([^"]+)"/.exec(body)?.[1] ?? '';
    const values = /\bvalues\s*=\s*(\[[^\]]*\])/.exec(body)?.[1] ?? '';
    const key = /\bvariable\s*=\s*"([^"]+)"/.exec(body)?.[1] ?? '';
    if (EXACT.test(operator) && hasStar(values)) yield wild(lineOf(match.index), operator, key, values.replace(/["[\]]/g, '').trim());
  }
  for (const match of whole.matchAll(/"(arn:aws[\w-]*:[^"\n]*)"/g)) {
    const [, arn = ''] = match;
    if (!/\s/.test(arn.replace(/\$\{[^}]*\}/g, ''))) continue;
    yield {
      path: lineOf(match.index),
      message: `the ARN "${arn}" has a blank in it`,
      why: 'AWS knows nothing of this name: who is to be let in by it is refused with AccessDenied.',
      fix: `Write "${arn.replace(/\s+/g, '')}".`,
    };
  }
}

/** A star that is written, and not one of an expression. */
function hasStar(value: string): boolean {
  return value.replace(/\$\{[^}]*\}/g, '').includes('*');
}

function wild(path: string, operator: string, key: string, value: string): Issue {
  const like = operator.replace('NotEquals', 'NotLike').replace('Equals', 'Like').replace('IgnoreCase', '');
  return {
    path,
    message: `${operator} compares ${key} with ${value}, and a star stands for itself there`,
    why: 'No value is equal to it: the statement never applies, and what it was to allow ends with AccessDenied.',
    fix: `Write ${like}.`,
  };
}
