import { documentObject } from '../document.ts';
import { installersOf, repositoryOf } from '../delivery/sets/expand.ts';
import type { Installer } from '../installers.ts';
import { rendered } from '../kustomize/render.ts';
import { fieldsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { draftsOf, isObject, stem, type Draft } from './drafts.ts';
import { isExcerpt, withoutCases } from './excerpts.ts';
import { decode, fileKind, LARGEST_FILE } from './file-kind.ts';
import { dependenciesOf, isValuesName, Releases } from './helm-values.ts';
import { isKustomization, kustomizationOf, namespacesOf } from './kustomizations.ts';
import { Lines } from './lines.ts';
import { shellOf, yamlFences } from './markdown.ts';
import { outsideNamespaces, withNamespaces } from './namespaces.ts';
import { kubeObject, lineInText, otherObject } from './object.ts';
import { parseFile, type ParsedFile, type ParseProblem } from './parse.ts';
import { WORKFLOW_SCHEMA } from './schema.ts';
import type { CommandText } from './applied-into.ts';
import type { Source } from './sources.ts';
import { testMaterial } from './test-material.ts';
import { manifestsIn } from '../terraform/heredocs.ts';
import { parentFolder } from '../folder.ts';
import { addTo } from '../../values/multimap.ts';

const CHART_FILE = /(?:^|\/)Chart\.ya?ml$/;

/** A command of a guide that puts something into a cluster. */
const INSTALLS = /\bhelm\s[^\n]*(?:install|upgrade)\b|\bkubectl\s[^\n]*(?:apply|create)\b|\b(?:cilium|istioctl)\s+(?:install|upgrade)\b/;

/** What was read: objects of Kubernetes, and documents as objects of ours (`lib/check/document.ts`). */
export interface Tree {
  readonly objects: readonly WorldObject[];
  /** Paths of all files, also of those that nothing reads. */
  readonly files: ReadonlySet<string>;
  /** What was left out, one sentence each. */
  readonly notes: readonly string[];
  /** The text of a file, for excerpts. */
  readonly textOf: (file: string) => string | undefined;
}

export interface TreeOptions {
  /** Read the fenced YAML of Markdown files, too. @default false */
  readonly markdown?: boolean | undefined;
  /** Cluster of a file's objects. @default none: everything is one world */
  readonly clusterOf?: ((file: string) => string | undefined) | undefined;
}

/** Reads files into a tree. Never throws, whatever they hold. */
export function treeOf(sources: readonly Source[], { markdown = false, clusterOf }: TreeOptions = {}): Tree {
  const reading = new Reading(sources, markdown);
  for (const source of sources) if (source.ignored !== true) reading.read(source);
  const objects = reading.objects();
  return {
    objects: clusterOf === undefined ? objects : objects.map((each) => ({ ...each, cluster: clusterOf(each.file ?? '') })),
    files: reading.files,
    notes: reading.notes(),
    textOf: (file) => reading.lines.textOf(file),
  };
}

/** The work on one tree: first every file alone, then what each document is in the light of the others. */
class Reading {
  readonly lines: Lines;
  readonly files: ReadonlySet<string>;
  private drafts: Draft[] = [];
  private readonly workflows: Draft[] = [];
  private readonly texts: { readonly file: string; readonly kind: 'Script' | 'TextFile' | 'Guide' | 'Aside'; readonly text: string }[] = [];
  private readonly problems: { readonly file: string; readonly problems: readonly ParseProblem[] }[] = [];
  /** Folders of charts, and what their Chart.yaml says. */
  private readonly charts: ReadonlySet<string>;
  private readonly chartFiles = new Map<string, unknown>();
  private readonly templates = new Map<string, number>();
  private readonly unread: string[] = [];

  constructor(
    sources: readonly Source[],
    private readonly markdown: boolean,
  ) {
    this.lines = new Lines(sources);
    this.files = new Set(sources.map(({ file }) => file));
    this.charts = new Set(sources.filter(({ file }) => CHART_FILE.test(file)).map(({ file }) => parentFolder(file)));
  }

  read({ file, read }: Source): void {
    const kind = fileKind(file, this.markdown);
    if (kind === undefined) return;
    const folder = this.templateFolder(file);
    if (folder !== undefined) {
      this.countTemplates(folder, 1);
      return;
    }
    const bytes = read();
    const text = bytes.length > LARGEST_FILE ? undefined : decode(bytes);
    if (text === undefined)
      this.unread.push(`${file} was left out: ${bytes.length > LARGEST_FILE ? 'it is larger than 64 MiB' : 'it is no text'}.`);
    else if (kind === 'yaml') this.add(file, parseFile(text));
    else if (kind === 'workflow') this.workflows.push(...this.parsed(file, parseFile(text, WORKFLOW_SCHEMA)));
    else if (kind === 'markdown') this.readGuide(file, text);
    else if (kind === 'aside') this.readAside(file, text);
    else {
      this.texts.push({ file, kind: kind === 'script' ? 'Script' : 'TextFile', text });
      if (file.endsWith('.tf')) this.readTerraform(file, text);
    }
  }

  /** A folder `templates` beside a Chart.yaml, in which Helm's templates are. */
  private templateFolder(file: string): string | undefined {
    for (let place = file.indexOf('templates/'); place !== -1; place = file.indexOf('templates/', place + 1)) {
      const chart = place === 0 ? '.' : file.slice(0, place - 1);
      if ((place === 0 || file[place - 1] === '/') && this.charts.has(chart)) return file.slice(0, place + 'templates'.length);
    }
    return undefined;
  }

  private countTemplates(folder: string, amount: number): void {
    this.templates.set(folder, (this.templates.get(folder) ?? 0) + amount);
  }

  private add(file: string, parsed: ParsedFile): void {
    const drafts = this.parsed(file, parsed);
    for (const draft of drafts) this.drafts.push(draft);
    if (CHART_FILE.test(file)) this.chartFiles.set(parentFolder(file), drafts[0]?.value);
  }

  private parsed(file: string, { documents, problems, templates }: ParsedFile): readonly Draft[] {
    if (templates > 0) this.countTemplates(parentFolder(file), templates);
    if (problems.length > 0) this.problems.push({ file, problems });
    return draftsOf(file, documents).filter(({ value }) => value !== null && value !== undefined);
  }

  private readTerraform(file: string, text: string): void {
    for (const { text: block, line } of manifestsIn(text)) {
      const moved = parseFile(block).documents.map((each) => ({ ...each, line: each.line + line - 1 }));
      this.drafts.push(...draftsOf(file, moved).filter(({ value }) => isObject(value)));
    }
  }

  /** In a guide only what says that it is an object counts; the rest are parts of files. */
  private readGuide(file: string, text: string): void {
    const commands = shellOf(text);
    if (commands !== undefined) this.texts.push({ file, kind: 'Guide', text: commands });
    for (const { text: block, line } of yamlFences(text)) {
      const { documents, problems } = parseFile(block);
      const moved = documents.map((each) => ({ ...each, line: each.line + line - 1 }));
      this.drafts.push(...draftsOf(file, moved).filter((each) => !isExcerpt(each)));
      const wrong = /^apiVersion:/m.test(block) && !block.includes('...') ? problems : [];
      if (wrong.length > 0) this.problems.push({ file, problems: wrong.map((each) => ({ ...each, line: each.line + line - 1 })) });
    }
  }

  private readAside(file: string, text: string): void {
    const commands = INSTALLS.test(text) ? shellOf(text) : undefined;
    if (commands !== undefined) this.texts.push({ file, kind: 'Aside', text: commands });
  }

  objects(): readonly WorldObject[] {
    if (this.markdown) this.drafts = withoutCases(this.drafts);
    const kustomizations = this.drafts.filter(isKustomization).map(kustomizationOf);
    const taken = new Set(kustomizations.flatMap(({ resources }) => resources));
    const tried = testMaterial(this.drafts).filter((file) => !taken.has(file));
    const parts = new Set([...kustomizations.flatMap((each) => each.parts), ...tried]);
    const isKube = (draft: Draft): boolean => isKustomization(draft) || (isObject(draft.value) && !parts.has(draft.file));
    const read = this.drafts.filter(isKube).map((draft) => this.located(draft, kubeObject(draft)));
    const kube = this.built(read);
    const scripts = this.texts.filter(({ kind }) => kind === 'Script');
    const releases = new Releases(kube, kustomizations, this.drafts, scripts);
    return [
      ...withNamespaces(kube, namespacesOf(kustomizations), this.installers(kube), this.commandTexts()),
      ...this.drafts.filter((draft) => !isKube(draft)).flatMap((draft) => this.document(draft, releases, parts)),
      ...this.workflows.map((draft) => this.located(draft, otherObject('Workflow', draft, draft.value))),
      ...this.texts.map(({ file, kind, text }) => ({ object: documentObject(kind, stem(file), { text }), file, lineOf: lineInText })),
      ...this.problems.map(({ file, problems }) => ({
        object: documentObject('Unreadable', file, { problems }),
        file,
        lineOf: lineInText,
      })),
    ];
  }

  private installers(objects: readonly WorldObject[]): readonly Installer[] {
    let first: ReadonlyMap<string, unknown> | undefined;
    const repository = repositoryOf(this.files, (file) => {
      // Only generators of files ask, and then for many.
      first ??= new Map([...this.drafts].reverse().map((draft) => [draft.file, draft.value]));
      return first.get(file);
    });
    return objects.flatMap((each) => (each.object.kind.startsWith('Application') ? installersOf(each, repository) : []));
  }

  /** Where people write down how the tree is applied. */
  private commandTexts(): readonly CommandText[] {
    const files = new Set(this.workflows.map(({ file }) => file));
    return [...this.texts, ...[...files].map((file) => ({ file, text: this.lines.textOf(file) ?? '' }))];
  }

  /** Objects as kustomizations build them. */
  private built(objects: readonly WorldObject[]): readonly WorldObject[] {
    const byFile = new Map<string, unknown[]>();
    for (const { file, value } of this.drafts) {
      addTo(byFile, file, value);
    }
    const { objects: built, notes } = rendered({
      objects,
      files: this.files,
      documents: (file) => byFile.get(file) ?? parseFile(this.lines.textOf(file) ?? '').documents.map(({ value }) => value),
      textOf: (file) => this.lines.textOf(file),
      texts: this.texts.map(({ text }) => text),
      bytes: (file) => this.lines.bytesOf(file),
      isWide: outsideNamespaces(objects),
    });
    this.unread.push(...notes);
    return built;
  }

  private document(draft: Draft, releases: Releases, parts: ReadonlySet<string>): readonly WorldObject[] {
    const release = releases.of(draft.file);
    const isValues =
      typeof draft.value === 'object' && (isValuesName(draft.file) || (release !== undefined && !CHART_FILE.test(draft.file)));
    if (!isValues || isObject(draft.value) || parts.has(draft.file))
      return [this.located(draft, otherObject('Config', draft, draft.value))];
    const values = this.located(draft, otherObject('HelmValues', draft, draft.value, { ...release }));
    const below = dependenciesOf(this.chartFiles.get(parentFolder(draft.file))).flatMap(({ key, ...about }) => {
      const own = fieldsAt(draft.value, key);
      if (Object.keys(own).length === 0) return [];
      const inside = draft.inside === '' ? key : `${draft.inside}.${key}`;
      return [
        this.located(
          { ...draft, inside },
          otherObject('HelmValues', { ...draft, inside }, own, { namespace: release?.namespace, ...about, part: true }),
        ),
      ];
    });
    return [values, ...below];
  }

  private located(draft: Draft, object: WorldObject['object']): WorldObject {
    const { file, doubled } = draft;
    return { object, file, lineOf: this.lines.of(draft, object), ...(doubled.length === 0 ? {} : { doubled }) };
  }

  notes(): readonly string[] {
    const [first, ...others] = this.templates.keys();
    if (first === undefined) return this.unread;
    const amount = [...this.templates.values()].reduce((sum, each) => sum + each, 0);
    const where = others.length === 0 ? '' : ` and ${others.length} more ${others.length === 1 ? 'folder' : 'folders'}`;
    const files = amount === 1 ? 'One Go template was' : `${amount} Go templates were`;
    return [`${files} left out, in ${first}${where}: render them first (helm template) and check what comes out.`, ...this.unread];
  }
}
