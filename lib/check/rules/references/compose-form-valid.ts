import { documentKind } from '../../document.ts';
import { at, fields, fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { composeServices, isCompose, type ComposeService } from '../../texts/compose.ts';
import { healthcheckFaults } from '../../texts/compose-healthchecks.ts';

const CONDITIONS = ['service_started', 'service_healthy', 'service_completed_successfully'];
const REFUSED = 'docker compose refuses the file: none of its programs is started.';

export const composeFormValid = defineRule({
  id: 'compose-form-valid',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'The healthchecks, dependencies and variables of a compose file have the form that Compose reads.',
  source: 'https://docs.docker.com/reference/compose-file/services/',
  *check(manifest) {
    if (!isCompose(manifest.file ?? '')) return;
    for (const service of composeServices(manifest)) {
      yield* healthcheckFaults(service);
      yield* needed(service);
      yield* spaced(service);
      for (const list of ['environment', 'labels', 'command', 'entrypoint', 'env_file']) yield* texts(service, list);
    }
  },
});

/** Names in a list, or conditions in a map: not both in one. */
function* needed({ name, path, fields: own }: ComposeService): Iterable<Issue> {
  for (const [index, each] of itemsAt(own, 'depends_on').entries()) {
    const [other] = Object.keys(fields(each));
    if (text(each) !== undefined || other === undefined) continue;
    yield {
      path: `${path}.depends_on[${index}]`,
      message: `depends_on of ${name} is a list, and ${other} in it has a condition`,
      why: REFUSED,
      fix: `Leave out the dash: depends_on is a map where it has conditions (${other}: { condition: service_healthy }).`,
    };
    return;
  }
  if (Array.isArray(at(own, 'depends_on'))) return;
  for (const [other, how] of Object.entries(fieldsAt(own, 'depends_on'))) {
    const condition = textAt(how, 'condition');
    if (condition !== undefined && (CONDITIONS.includes(condition) || condition.includes('$'))) continue;
    yield {
      path: `${path}.depends_on.${other}`,
      message:
        condition === undefined
          ? `depends_on of ${name} has no condition for ${other}`
          : `there is no condition "${condition}" of ${other}`,
      why: REFUSED,
      fix: `Write one of ${CONDITIONS.join(', ')}.`,
    };
  }
}

/** `- NAME: value` is a map in a list of texts. */
/** `PORT = 8080`: a shell would not take it, and Compose takes the blank for a part of the name. */
function* spaced({ name, path, fields: own }: ComposeService): Iterable<Issue> {
  for (const [index, each] of itemsAt(own, 'environment').entries()) {
    const [, variable = '', value = ''] = /^([A-Za-z_]\w*)\s+=\s*(.*)$/.exec(text(each) ?? '') ?? [];
    if (variable === '') continue;
    yield {
      path: `${path}.environment[${index}]`,
      severity: 'warning',
      message: `${name} is given the variable "${variable} ", with a blank at the end of its name`,
      why: `No program reads a variable of that name: ${variable} is not set.`,
      fix: /\s|["']/.test(value) ? `Write ${variable}= without blanks around the sign.` : `Write ${variable}=${value}.`,
    };
    return;
  }
}

function* texts({ name, path, fields: own }: ComposeService, list: string): Iterable<Issue> {
  for (const [index, each] of itemsAt(own, list).entries()) {
    const [key] = Object.keys(fields(each));
    if (key === undefined || (list === 'env_file' && key === 'path')) continue;
    yield {
      path: `${path}.${list}[${index}]`,
      message: `${list} of ${name} is a list of texts, and ${key} in it is a map`,
      why: REFUSED,
      fix: list === 'environment' ? `Write - ${key}=…, or leave out the dashes.` : 'Write it as one text.',
    };
    return;
  }
}
