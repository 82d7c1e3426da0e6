import { at, itemsAt, text, textAt } from '../../read.ts';
import { installerOf, writtenSources } from '../../installers.ts';
import { installerValues } from '../../helm.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { optionValues } from '../../texts/script-calls.ts';
import type { World } from '../../world.ts';

/** Charts with definitions larger than the annotation in which a client keeps what it applied, and the value that leaves them out. */
const LARGE: Readonly<Record<string, string>> = {
  'kube-prometheus-stack': 'crds.enabled',
  'prometheus-operator-crds': '',
};

export const definitionsServerSide = defineRule({
  id: 'definitions-server-side',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet', ...COMMAND_KINDS],
  asks: 'Who applies very large definitions, an Application or a command, lets the API server apply them (ServerSideApply).',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply; seed 004, section 4.1',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined) {
      yield* applied(manifest, world);
      return;
    }
    const { spec, specPath } = installer;
    const charts = writtenSources(spec, specPath).flatMap(({ value: source }) =>
      at(source, 'helm.skipCrds') === true ? [] : (textAt(source, 'chart') ?? []),
    );
    const options = itemsAt(spec, 'syncPolicy.syncOptions').map((each) => text(each) ?? '');
    if (options.some((each) => /^(ServerSideApply|Replace)=true$/.test(each))) return;
    for (const chart of charts) {
      const value = LARGE[chart];
      if (value === undefined || installerValues(installer).some(({ values }) => value !== '' && at(values, value) === false)) continue;
      yield {
        path: at(spec, 'syncPolicy') === undefined ? specPath : `${specPath}.syncPolicy`,
        message: `chart ${chart} brings definitions of more than 256 KiB, and they are applied without ServerSideApply=true`,
        why: 'Argo CD writes each object into an annotation of its own, which may hold 256 KiB: the sync fails with "metadata.annotations: Too long".',
        fix: 'Add ServerSideApply=true to syncPolicy.syncOptions.',
      };
    }
  },
});

/** Manifests of others with such definitions, for which their documentation has kubectl create or --server-side. */
const MANIFESTS = /\/kyverno\/kyverno\/.*install[\w.-]*\.yaml$|\/prometheus-operator\/prometheus-operator\/.*bundle\.yaml$/;

function* applied(manifest: WorldObject, world: World): Iterable<Issue> {
  for (const { path, command } of commandsOf(manifest, world)) {
    if (command.name !== 'kubectl' || !command.words.some(({ text: word }) => word === 'apply')) continue;
    if (command.words.some(({ text: word }) => /^--server-side(=true)?$/.test(word))) continue;
    const file = optionValues(command, '-f', '--filename').find((each) => MANIFESTS.test(each));
    if (file === undefined) continue;
    yield {
      path,
      message: `line ${command.line}: ${file.split('/').at(-1) ?? ''} of ${file.split('/')[4] ?? ''} has definitions of more than 256 KiB, and is applied without --server-side`,
      why: 'kubectl writes each object into an annotation of its own, which may hold 256 KiB: it ends with "metadata.annotations: Too long", and the definitions are missing.',
      fix: 'Add --server-side to the command.',
    };
  }
}
