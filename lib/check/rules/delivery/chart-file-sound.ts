import { documentKind } from '../../document.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const chartFileSound = defineRule({
  id: 'chart-file-sound',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'A Chart.yaml has what Helm asks of it, and its dependencies say where they come from.',
  source: 'https://helm.sh/docs/topics/charts/#the-chartyaml-file',
  *check({ object, file = '' }) {
    const content = object['content'];
    if (!/(^|\/)Chart\.yaml$/.test(file)) return;
    const why = 'Helm refuses the chart: Argo CD shows a ComparisonError, and nothing of it is installed.';
    for (const key of ['apiVersion', 'name', 'version']) {
      if (textAt(content, key) === undefined || textAt(content, key) === '')
        yield { path: 'content', message: `Chart.yaml has no ${key}`, why, fix: `Add ${key}${key === 'apiVersion' ? ': v2' : ''}.` };
    }
    const version = at(content, 'version');
    if (
      version !== undefined &&
      (typeof version === 'number' || !/^v?\d+(\.\d+){0,2}([-+][\w.+-]*)?$/.test(textAt(content, 'version') ?? ''))
    )
      yield {
        path: 'content.version',
        message: `the version ${textAt(content, 'version') ?? ''} is ${typeof version === 'number' ? 'a number' : 'no version'}`,
        why,
        fix: 'Write three numbers, such as 0.1.0.',
      };
    const dependencies = itemsAt(content, 'dependencies');
    if (textAt(content, 'apiVersion') === 'v1' && dependencies.length > 0)
      yield {
        path: 'content.apiVersion',
        message: `Chart.yaml is of apiVersion v1, to which dependencies do not belong; it has ${dependencies.map((each) => textAt(each, 'name') ?? '').join(', ')}`,
        severity: 'warning',
        why: 'helm lint refuses the chart, and what goes by the first form looks for dependencies in a requirements.yaml, finds none and leaves them out.',
        fix: 'Write apiVersion: v2.',
      };
    yield* dependenciesOf(dependencies, why);
  },
});

function* dependenciesOf(dependencies: readonly unknown[], why: string): Iterable<Issue> {
  const names = dependencies.map((each) => textAt(each, 'alias') ?? textAt(each, 'name') ?? '');
  for (const [index, each] of dependencies.entries()) {
    const path = `content.dependencies[${index}]`;
    const name = names[index] ?? '';
    for (const key of ['name', 'version'])
      if (textAt(each, key) === undefined) yield { path, message: `dependency ${name || index} has no ${key}`, why, fix: `Add ${key}.` };
    const repository = textAt(each, 'repository') ?? '';
    if (repository.startsWith('http') && /\.tgz$|\/index\.yaml$/.test(repository))
      yield {
        path: `${path}.repository`,
        message: `the repository of ${name} is a file: ${repository}`,
        why,
        fix: 'Write the folder in which the index.yaml of the repository is.',
      };
    if (name !== '' && names.indexOf(name) !== index)
      yield {
        path,
        message: `there are two dependencies ${name}`,
        why: 'The second takes the place of the first, and both read the same values.',
        fix: 'Give one an alias.',
      };
  }
}
