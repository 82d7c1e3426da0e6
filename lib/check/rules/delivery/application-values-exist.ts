import { repositoryKey, sourcesOf, type SourceEntry } from '../../delivery/sources.ts';
import { fileTree, isOnlyRepository, isReadFromRoot, ownRepositories } from '../../delivery/tree.ts';
import { installerOf } from '../../installers.ts';
import { nameOf, pathFrom, pathsBeside, pathsOf } from '../../paths.ts';
import { at, fields, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const applicationValuesExist = defineRule({
  id: 'application-values-exist',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'The values files that an Application names, and the folders that an ApplicationSet looks through, are in the repository; source does not stand beside sources.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#values-files; https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Git/; https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/',
  *check(manifest, world) {
    if (world.everywhere.files === undefined) return;
    const said = new Set<string>();
    for (const installer of world.everywhere.installersOf(manifest)) {
      const sources = sourcesOf(installer);
      for (const source of sources) {
        for (const issue of values(source, sources, world)) {
          if (said.has(issue.message)) continue;
          said.add(issue.message);
          yield issue;
        }
      }
    }
    yield* passedOver(manifest);
    for (const [index, generator] of itemsAt(manifest.object, 'spec.generators').entries())
      yield* folders(at(generator, 'git'), `spec.generators[${index}].git`, world);
  },
});

/** Beside `sources`, Argo CD reads nothing of `source`. */
function* passedOver(manifest: WorldObject): Iterable<Issue> {
  const installer = installerOf(manifest);
  if (installer === undefined || !('source' in installer.spec) || itemsAt(installer.spec, 'sources').length === 0) return;
  const { spec, specPath } = installer;
  const files = itemsAt(spec, 'source.helm.valueFiles').flatMap((each) => text(each) ?? []);
  const chart = textAt(spec, 'source.chart') ?? textAt(spec, 'source.path') ?? textAt(spec, 'source.repoURL') ?? '';
  yield {
    path: `${specPath}.source`,
    message: `beside sources, Argo CD passes over source, with ${[chart, ...files].join(', ')}`,
    why: 'What stands there is neither installed nor read, and nothing says so: the Application is Synced without it.',
    fix: 'Make it one of the sources, or take it out.',
  };
}

const FAILS = 'Argo CD cannot make manifests: the Application stays in ComparisonError';

function* values(source: SourceEntry, all: readonly SourceEntry[], world: World): Iterable<Issue> {
  if (at(source.fields, 'helm.ignoreMissingValueFiles') === true) return;
  for (const [index, raw] of itemsAt(source.fields, 'helm.valueFiles').entries()) {
    const path = `${source.path}.helm.valueFiles[${index}]`;
    const written = text(raw) ?? '';
    const [, ref, rest] = /^\$([\w-]+)\/(.+)$/.exec(written) ?? [];
    const bare =
      source.chart === undefined
        ? undefined
        : all.map(({ fields: each }) => textAt(each, 'ref')).find((each) => each !== undefined && written.startsWith(`${each}/`));
    if (bare !== undefined) {
      const fix = `Write $${written}.`;
      yield {
        path,
        message: `${written} is looked for in the chart, and ${bare} is the name of another source (ref)`,
        why: `${FAILS}, or with the defaults of the chart where missing files are ignored.`,
        fix,
      };
      continue;
    }
    const lender = ref === undefined ? source : all.find(({ fields: each }) => textAt(each, 'ref') === ref);
    if (lender === undefined) {
      const message = `${written} is taken from a source with ref ${ref ?? ''}, and there is none`;
      yield { path, message, why: `${FAILS}.`, fix: `Add ref: ${ref ?? ''} to the source that has the file.` };
      continue;
    }
    if (/[{}*]|:\/\//.test(written) || lender.templated || !ownRepositories(world).has(repositoryKey(lender.repository))) continue;
    if (ref === undefined && source.chart !== undefined) continue;
    const relative = ref === undefined && !written.startsWith('/');
    if (!relative && !isReadFromRoot(world, lender.repository)) continue;
    const target = pathFrom(
      relative ? (fileTree(world)?.folder(source.folder ?? '', source.repository) ?? source.folder ?? '') : '',
      rest ?? written,
    );
    if (target === undefined || pathsOf(world).has(target)) continue;
    const near = nearFile(world, target);
    const fix = near === undefined ? 'Add the file, or name one that exists.' : `Did you mean "${near}"?`;
    yield { path, message: `there is no file ${target}`, why: `${FAILS} and nothing of it is installed or changed.`, fix };
  }
}

/** The only file of this name in another folder, or one of a like name in the same. */
function nearFile(world: World, target: string): string | undefined {
  const beside = pathsBeside(world, target).filter((each) => /\.ya?ml$/.test(each));
  const moved = beside.filter((each) => nameOf(each) === nameOf(target));
  const isUsual = /^values\.ya?ml$/.test(nameOf(target));
  return moved.length === 1 && !isUsual ? moved[0] : nearName(target, beside);
}

/** `directories: [{ path: apps/* }]` of a generator that looks into this repository. */
function* folders(git: unknown, path: string, world: World): Iterable<Issue> {
  const repository = textAt(git, 'repoURL') ?? '';
  const own = ownRepositories(world).has(repositoryKey(repository));
  if (own ? !isReadFromRoot(world, repository) : !isOnlyRepository(world, repository)) return;
  for (const [index, each] of itemsAt(git, 'directories').entries()) {
    const glob = textAt(each, 'path') ?? '';
    const [start = ''] = glob.split(/\/?[*?[{]/);
    if (start === '' || start === glob || fields(each)['exclude'] === true || pathsOf(world).has(start)) continue;
    const depth = start.split('/').length;
    const alike = [...pathsOf(world)].filter((one) => one.split('/').length === depth && !one.includes('.'));
    const near = nearName(start, alike);
    yield {
      path: `${path}.directories[${index}].path`,
      severity: own || near !== undefined ? 'error' : 'info',
      message: `${glob} finds nothing: there is no folder ${start}`,
      why: 'The ApplicationSet makes no Application, and removes those that it made before.',
      fix: near === undefined ? 'Name a folder of the repository, from its root.' : `Did you mean "${near}"?`,
    };
  }
}
