import { fieldsAt, items, textAt, type Fields } from '../../read.ts';
import { byteSize, dnsLabel, labelName, labels, labelValue, oneOf, type FieldsJudge, type ValueJudge } from '../judges.ts';
import type { Report } from '../problem.ts';

/** Most that all annotations of an object may be. Unit: bytes. */
export const ANNOTATIONS_MAX = 256 * 1024;

export const metaValues: Readonly<Record<string, ValueJudge>> = {
  'meta.v1.ObjectMeta.labels': labels('label'),
  'meta.v1.ObjectMeta.annotations': labels('any'),
  'meta.v1.ObjectMeta.namespace': dnsLabel,
  'meta.v1.LabelSelector.matchLabels': labels('label'),
  'meta.v1.LabelSelectorRequirement.key': labelName,
  'meta.v1.LabelSelectorRequirement.operator': oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
  'core.v1.NodeSelectorRequirement.key': labelName,
  'core.v1.NodeSelectorRequirement.operator': oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'),
};

/** Operators that compare need values, the others may have none. */
function operatorFits(value: Fields, path: string, report: Report): void {
  const operator = textAt(value, 'operator');
  const values = items(value['values']);
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0) {
    report({ sort: 'missing', path: `${path}.values`, message: `the operator ${operator} needs values and has none`, fix: 'Add values.' });
  }
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
    report({ sort: 'value', path: `${path}.values`, message: `the operator ${operator} takes no values`, fix: 'Remove them, or use In.' });
  }
  for (const [index, each] of values.entries()) labelValue(each, `${path}.values[${index}]`, report);
}

export const metaChecks: Readonly<Record<string, FieldsJudge>> = {
  'meta.v1.ObjectMeta': (value, path, report) => {
    const size = byteSize(fieldsAt(value, 'annotations'));
    if (size > ANNOTATIONS_MAX) {
      const message = `the annotations have ${size} bytes, at most ${ANNOTATIONS_MAX} are taken`;
      report({ sort: 'length', path: `${path}.annotations`, message, fix: 'Move the content into a ConfigMap.' });
    }
  },
  'meta.v1.LabelSelectorRequirement': operatorFits,
  'core.v1.NodeSelectorRequirement': (value, path, report) => {
    const operator = textAt(value, 'operator');
    if (operator !== 'Gt' && operator !== 'Lt') {
      operatorFits(value, path, report);
      return;
    }
    const values = items(value['values']);
    if (values.length === 1 && /^-?\d+$/.test(String(values[0]))) return;
    report({
      sort: 'value',
      path: `${path}.values`,
      message: `the operator ${operator} takes one whole number as a text`,
      fix: 'Write one, such as ["4"].',
    });
  },
};
