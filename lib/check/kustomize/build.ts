import { itemsAt, text, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { fieldSpecsAt } from './field-spec.ts';
import { PLUGGED_FIELDS } from './fields.ts';
import { generated, hashOf, overlaid } from './generate.ts';
import { below, folderOf, isRemote, meantBy, type Inputs } from './inputs.ts';
import { mendNames } from './mend-names.ts';
import { joined, Pool } from './pool.ts';
import { BROKEN, type Report } from './problem.ts';
import { referencesIn } from './references.ts';
import { called, isWhole, Resource } from './resource.ts';
import { transform } from './transform.ts';
import { drop, isMap } from './value.ts';
import { resolveVars, varsOf } from './vars.ts';
import { parentFolder } from '../folder.ts';

/** Annotation of objects that are there for the build alone. */
const LOCAL = 'config.kubernetes.io/local-config';

/** Files that are called after kinds without pods. */
const WITHOUT_PODS =
  /(^|[/_.-])(pvcs?|claims?|pv|namespaces?|ns|ingress(es)?|services?|svc|secrets?|config-?maps?|hpa|pdb|rbac|roles?|storage-?class(es)?|network-?polic(y|ies))\.ya?ml$/;

/** Builds kustomizations as kustomize would; what it would refuse is told, and the build goes on without it. */
export class Build {
  /** Bases and charts that are not in the tree. */
  readonly remote = new Set<string>();

  constructor(
    private readonly inputs: Inputs,
    private readonly folders: ReadonlySet<string>,
    private report: Report,
  ) {}

  /** The objects that reach the cluster when the kustomization of a folder is applied; `report` is told instead of the usual one. */
  root(kustomization: WorldObject, report?: Report): Pool {
    const usual = this.report;
    this.report = report ?? usual;
    try {
      return this.made(kustomization);
    } finally {
      this.report = usual;
    }
  }

  private made(kustomization: WorldObject): Pool {
    const pool = this.gathered(kustomization, new Pool(), new Set());
    for (const each of pool.resources) {
      if (!each.hashed) continue;
      each.remember();
      each.name = `${each.name}-${hashOf(each)}`;
    }
    mendNames(pool.resources, pool.settings.references);
    resolveVars(pool.resources, pool.vars);
    for (const { object } of pool.resources) {
      const metadata = object['metadata'];
      if (isMap(metadata)) for (const field of ['labels', 'annotations']) if (metadata[field] === null) drop(metadata, field);
    }
    pool.changed((each) => isWhole(each.object) && textsAt(each.object, 'metadata.annotations')[LOCAL] !== 'true');
    return pool;
  }

  /** Resources, generators, components, then everything that changes them: in kustomize's order. */
  private gathered(kustomization: WorldObject, pool: Pool, way: ReadonlySet<WorldObject>): Pool {
    const inner = new Set([...way, kustomization]);
    this.include(kustomization, pool, inner, 'resources');
    this.include(kustomization, pool, inner, 'bases');
    this.configure(kustomization, pool);
    for (const list of ['configMapGenerator', 'secretGenerator'] as const) this.generate(kustomization, pool, list);
    this.include(kustomization, pool, inner, 'components');
    if (PLUGGED_FIELDS.some((field) => itemsAt(kustomization.object, field).length > 0)) this.leaveOpen(pool);
    transform({ kustomization, pool, inputs: this.inputs, report: (issue) => this.report(kustomization, issue) });
    pool.vars.push(...varsOf(kustomization.object));
    return pool;
  }

  private include(kustomization: WorldObject, pool: Pool, way: ReadonlySet<WorldObject>, list: 'resources' | 'bases' | 'components'): void {
    const folder = folderOf(kustomization);
    for (const [index, each] of itemsAt(kustomization.object, list).entries()) {
      const written = text(each);
      if (written === undefined || written === '') continue;
      const path = `${list}[${index}]`;
      const meant = meantBy(folder, written, this.inputs, this.folders);
      const other = meant.is === 'kustomization' ? this.inputs.kustomization(meant.path) : undefined;
      if (meant.is === 'file') {
        for (const object of this.inputs.objects(meant.path))
          this.add(kustomization, pool, new Resource(object.object, object, this.inputs.isWide), path);
      } else if (other === undefined) {
        this.leaveOpen(pool, meant.is !== 'missing' || !WITHOUT_PODS.test(written));
        if (meant.is === 'remote') this.remote.add(written);
      } else if (!way.has(other)) {
        if (list === 'components') this.gathered(other, pool, way);
        else this.merge(kustomization, pool, this.gathered(other, new Pool(), way), path);
      }
    }
  }

  private leaveOpen(pool: Pool, lacksPods = true): void {
    pool.isPart = true;
    pool.lacksPods ||= lacksPods;
  }

  private merge(kustomization: WorldObject, pool: Pool, inner: Pool, path: string): void {
    pool.settings = joined(pool.settings, inner.settings);
    if (inner.isPart) this.leaveOpen(pool, inner.lacksPods);
    pool.vars.push(...inner.vars);
    for (const each of inner.resources) this.add(kustomization, pool, each, path);
  }

  private add(kustomization: WorldObject, pool: Pool, resource: Resource, path: string): void {
    const before = pool.append(resource);
    if (before === undefined) return;
    const [one = '', other = ''] = [before.origin.file, resource.origin.file];
    this.report(kustomization, {
      ...BROKEN,
      path,
      message:
        one === other
          ? `${called(resource.id)} comes in twice: ${one} is taken in on two ways`
          : `${called(resource.id)} comes in twice: from ${one} and from ${other}`,
      fix: one === other ? 'Take the file in once.' : 'Keep one of the two, and make the other a patch if it says more.',
    });
  }

  private configure({ object, file = '' }: WorldObject, pool: Pool): void {
    for (const each of itemsAt(object, 'configurations')) {
      const written = text(each) ?? '';
      const path = below(parentFolder(file), written);
      if (path === undefined || isRemote(written)) this.leaveOpen(pool);
      for (const value of path === undefined ? [] : this.inputs.documents(path)) {
        pool.settings = joined(pool.settings, {
          references: referencesIn(value),
          labels: fieldSpecsAt(value, 'commonLabels'),
          annotations: fieldSpecsAt(value, 'commonAnnotations'),
          replicas: fieldSpecsAt(value, 'replicas'),
          images: fieldSpecsAt(value, 'images'),
        });
      }
    }
  }

  private generate(kustomization: WorldObject, pool: Pool, list: 'configMapGenerator' | 'secretGenerator'): void {
    for (const index of itemsAt(kustomization.object, list).keys()) {
      const { object, behavior, hashed } = generated(list, index, kustomization.object, (written) => this.read(kustomization, written));
      const made = new Resource(object, kustomization, this.inputs.isWide);
      made.hashed = hashed;
      const id = made.id;
      const old = pool.resources.find((each) =>
        each.ids.some((own) => own.kind === id.kind && own.name === id.name && own.namespace === id.namespace),
      );
      if (behavior === 'create') {
        if (old === undefined) pool.append(made);
        else
          this.report(kustomization, {
            ...BROKEN,
            path: `${list}[${index}]`,
            message: `${called(id)} is there already, and the generator says neither merge nor replace`,
            fix: 'Write behavior: merge, or choose another name.',
          });
        continue;
      }
      if (old === undefined) {
        if (!pool.isPart)
          this.report(kustomization, {
            ...BROKEN,
            path: `${list}[${index}].behavior`,
            message: `there is no ${called(id)} to ${behavior}`,
            fix: 'Correct the name, or leave behavior out.',
          });
        continue;
      }
      pool.replace(old, overlaid(old, made, behavior, this.inputs.isWide));
    }
  }

  private read(kustomization: WorldObject, written: string): Uint8Array | undefined {
    const path = below(folderOf(kustomization), written);
    return path === undefined ? undefined : this.inputs.bytes(path);
  }
}
