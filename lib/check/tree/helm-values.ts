import { installerOf, writtenSources } from '../installers.ts';
import { fields, fieldsAt, items, itemsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { resolved, type Draft } from './drafts.ts';
import type { Kustomization } from './kustomizations.ts';
import { folderOf, parentFolder } from '../folder.ts';
import { Tails } from '../tails.ts';
import { helmInstalls } from '../texts/helm-installs.ts';
import { toldScript } from '../texts/told-script.ts';

/** A chart that is installed with a values file. */
export interface Release {
  readonly chart?: string | undefined;
  readonly version?: string | undefined;
  /** Where the chart comes from: a URL, or the name that a script gave a repository. */
  readonly repository?: string | undefined;
  readonly release?: string | undefined;
  readonly namespace?: string | undefined;
}

/** A script and where it stands. */
export interface ScriptText {
  readonly file: string;
  readonly text: string;
}

/** Names that values files go by. */
export function isValuesName(file: string): boolean {
  return /(?:^|\/)(?:[^/]*[-_.])?values(?:[-_.][^/]*)?\.ya?ml$/i.test(file) || /(?:^|\/)helm[-_]?values\/[^/]+\.ya?ml$/i.test(file);
}

/** Who installs which values file, as far as the tree says: Applications, kustomizations, scripts, and the chart beside it. */
export class Releases {
  private readonly byFile = new Map<string, Release>();
  /** Paths that are told from the root of a repository, of which the tree may be a part. */
  private readonly byTail = new Tails<Release>();
  private readonly charts = new Map<string, Release>();
  private readonly files: ReadonlySet<string>;

  constructor(
    objects: readonly WorldObject[],
    kustomizations: readonly Kustomization[],
    drafts: readonly Draft[],
    scripts: readonly ScriptText[],
  ) {
    this.files = new Set(drafts.map(({ file }) => file));
    for (const each of objects) this.addApplication(each);
    for (const each of kustomizations) this.addKustomization(each);
    for (const { file, value } of drafts) {
      if (/(?:^|\/)Chart\.ya?ml$/.test(file)) this.charts.set(parentFolder(file), chartOf(value));
    }
    for (const script of scripts) this.addScript(script);
  }

  of(file: string): Release | undefined {
    return this.byFile.get(file) ?? this.byTail.find(file) ?? this.charts.get(parentFolder(file));
  }

  private addApplication(manifest: WorldObject): void {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    const { spec, specPath, namespace } = installer;
    for (const { value: source } of writtenSources(spec, specPath)) {
      const folder = textAt(source, 'path') ?? '.';
      const release = {
        chart: textAt(source, 'chart') ?? this.charts.get(folder)?.chart,
        version: textAt(source, 'chart') === undefined ? undefined : textAt(source, 'targetRevision'),
        repository: textAt(source, 'chart') === undefined ? undefined : textAt(source, 'repoURL'),
        release: textAt(source, 'helm.releaseName') ?? textAt(fields(manifest.object), 'metadata.name'),
        namespace,
      };
      for (const written of itemsAt(source, 'helm.valueFiles')) {
        if (typeof written !== 'string') continue;
        const tail = written.startsWith('$') ? resolved('.', written.slice(written.indexOf('/') + 1)) : resolved(folder, written);
        if (tail !== undefined && !tail.includes('{{')) this.byTail.add(tail, release);
      }
    }
  }

  private addKustomization({ folder, namespace, charts }: Kustomization): void {
    for (const chart of charts) {
      const release = {
        chart: textAt(chart, 'name'),
        version: textAt(chart, 'version'),
        repository: textAt(chart, 'repo'),
        release: textAt(chart, 'releaseName'),
        namespace: textAt(chart, 'namespace') ?? namespace,
      };
      for (const written of [chart['valuesFile'], ...items(chart['additionalValuesFiles'])]) {
        const file = resolved(folder, written);
        if (file !== undefined) this.byFile.set(file, release);
      }
    }
  }

  /** `helm upgrade --install NAME REPO/CHART -f FILE -n NAMESPACE`, on one line or several. */
  private addScript({ file, text }: ScriptText): void {
    const told = toldScript(text);
    for (const { name, written, version, namespace, repository, files, index } of helmInstalls(told)) {
      const release = { release: name, chart: written?.split('/').at(-1), repository, version, namespace };
      for (const each of files) {
        const tail = resolved('.', each.replace(/^.*[$}"]+\/?|^(?:\.\.?\/)+/, ''));
        if (tail !== undefined) this.addNamed(tail, release, folderOf({ file }), changedTo(told.slice(0, index)));
      }
    }
  }

  /** A name without a folder is that of many files: it means the one where the script works. */
  private addNamed(tail: string, release: Release, own: string, changed: string | undefined): void {
    if (tail.includes('/')) {
      this.byTail.add(tail, release);
      return;
    }
    const near = (changed === undefined ? [own, ''] : [`${own}/${changed}`, changed, own]).map((folder) => resolved(folder, tail));
    const beside = near.find((each) => each !== undefined && this.files.has(each));
    if (beside !== undefined) {
      if (!this.byFile.has(beside)) this.byFile.set(beside, release);
    } else if (changed !== undefined) this.byTail.add(`${changed}/${tail}`, release);
    else if ([...this.files].filter((each) => each.endsWith(`/${tail}`)).length === 1) this.byTail.add(tail, release);
  }
}

/** The folder into which a script went last, where it says so in plain words. */
function changedTo(before: string): string | undefined {
  const [, folder] = [...before.matchAll(/^[ \t]*(?:cd|pushd)[ \t]+["']?([^\s"';&|]+)/gm)].at(-1) ?? [];
  if (folder === undefined || /[$`~]|\.\./.test(folder)) return undefined;
  return folder.replace(/^(?:\.?\/)+|\/+$/g, '') || undefined;
}

/** The chart beside a values file; one that only passes values on is known by what it depends on. */
function chartOf(value: unknown): Release {
  return { chart: textAt(value, 'name'), version: textAt(value, 'version') };
}

/** The charts that an umbrella chart depends on: the part of its values that each gets stands under its alias or name. */
export function dependenciesOf(chart: unknown): readonly {
  readonly key: string;
  readonly chart: string;
  readonly version: string | undefined;
  readonly repository: string | undefined;
}[] {
  return itemsAt(chart, 'dependencies').flatMap((each) => {
    const name = textAt(each, 'name');
    return name === undefined
      ? []
      : {
          key: textAt(fieldsAt({ each }, 'each'), 'alias') ?? name,
          chart: name,
          version: textAt(each, 'version'),
          repository: textAt(each, 'repository'),
        };
  });
}
