import { nearest } from '../../../values/nearest.ts';
import { isFrom } from '../../charts/joined.ts';
import { overlap } from '../../charts/key-faults.ts';
import { knownCharts, repositoriesOf } from '../../charts/known.ts';
import { documentKind } from '../../document.ts';
import { fieldsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { helmCall, scriptedHelm, type HelmCall } from '../../texts/helm-calls.ts';
import { optionValues } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

export const helmChartsFound = defineRule({
  id: 'helm-charts-found',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'A chart that a script installs is in the repository from which it is asked, and gets values that are its own.',
  source: 'https://helm.sh/docs/helm/helm_repo_add/; https://helm.sh/docs/helm/helm_install/',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      const call = helmCall(command);
      if (call === undefined || (call.verb !== 'install' && call.verb !== 'upgrade')) continue;
      if (!command.words.some(({ text }) => text.startsWith('--repo'))) yield* repositoryHas(call, command, path, world);
      yield* valuesFit(call, command, path, world);
    }
  },
});

/** A chart that one owner makes, from the repository of another one who makes others. */
function* repositoryHas({ words, verb }: HelmCall, { line }: Command, path: string, world: World): Iterable<Issue> {
  const [, name = '', chart = ''] = /^([a-z0-9][\w-]*)\/([\w-]+)$/.exec(words[1] ?? '') ?? [];
  const url = scriptedHelm(world).repositories.get(name);
  if (url === undefined) return;
  yield* addressNear(name, url, line, path);
  if (isFrom(chart, url) !== undefined) return;
  const theirs = [...knownCharts().keys()].filter((each) =>
    repositoriesOf(each).some((home) => home.replace(/\/$/, '') === url.replace(/\/$/, '')),
  );
  const near = knownCharts().has(chart)
    ? undefined
    : (theirs.find((each) => each.endsWith(`-${chart}`) || each.startsWith(`${chart}-`)) ?? nearest(chart, theirs));
  if (near !== undefined && near !== chart && !/exporter|adapter|operator|gateway|pushgateway/.test(chart)) {
    yield {
      path,
      message: `line ${line}: helm ${verb} ${name}/${chart}, and ${url} is known to have ${near}`,
      why: `helm answers chart "${chart}" not found in the repository, and the installation stops there.`,
      fix: `Did you mean "${name}/${near}"?`,
    };
  }
  if (theirs.length === 0 || !knownCharts().has(chart)) return;
  yield {
    path,
    message: `line ${line}: helm ${verb} ${name}/${chart}, and ${chart} is not in ${url}`,
    why: `helm answers chart "${chart}" not found in the repository, and the installation stops there.`,
    fix: `Add ${repositoriesOf(chart)[0] ?? 'the repository of its makers'}, and take it from there.`,
  };
}

/** An address on the host of a repository that everybody knows, with a path that is nearly that one. */
function* addressNear(name: string, url: string, line: number, path: string): Iterable<Issue> {
  const split = (address: string): readonly [host: string, rest: string] => {
    const [, host = '', rest = ''] = /^(\w+:\/\/[^/]+)\/?(.*?)\/?$/.exec(address) ?? [];
    return [host, rest];
  };
  const [host, rest] = split(url);
  const paths = new Set(
    [...knownCharts().keys()].flatMap((each) => repositoriesOf(each).flatMap((home) => (split(home)[0] === host ? split(home)[1] : []))),
  );
  const near = rest === '' || paths.has(rest) ? undefined : nearest(rest, paths);
  if (near === undefined) return;
  yield {
    path,
    message: `line ${line}: repository ${name} is added from ${url}, which is nearly ${host}/${near}`,
    why: 'helm finds no index there, and the installation stops at its first line.',
    fix: `Did you mean "${host}/${near}"?`,
  };
}

/** A file of values whose keys are those of another chart: a line that was copied with its end. */
function* valuesFit({ words, verb }: HelmCall, command: Command, path: string, world: World): Iterable<Issue> {
  const chart = words[1]?.split('/').at(-1) ?? '';
  const top = knownCharts().get(chart);
  for (const file of top === undefined ? [] : optionValues(command, '-f', '--values')) {
    const tail = file.replace(/^.*[$}"]+\/?|^(?:\.\.?\/)+/, '');
    const found = world.ofKind(documentKind('HelmValues')).find((each) => tail !== '' && `/${each.file ?? ''}`.endsWith(`/${tail}`));
    const [values, other] = [fieldsAt(found?.object, 'values'), textAt(found?.object, 'chart')];
    const theirs = other === undefined || other === chart ? undefined : knownCharts().get(other);
    if (theirs === undefined || top === undefined || overlap(values, theirs) < 0.8 || overlap(values, top) > 0.3) continue;
    yield {
      path,
      message: `line ${command.line}: helm ${verb} ${words[0] ?? ''} is given ${tail}, whose values are those of chart ${other ?? ''}`,
      why: `Helm takes them without a word, and ${chart} reads none of them: it runs with its defaults.`,
      fix: `Name the values of ${chart}.`,
    };
  }
}
