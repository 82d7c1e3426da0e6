import { installerOf } from '../../charts/index.ts';
import { factsOf } from '../../cli/prove.ts';
import { homelab } from '../../charts/testing.ts';
import { check, type CheckOptions, type Finding } from '../../lib/check/check.ts';
import type { Rule, WorldObject } from '../../lib/check/rule.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import type { Manifest } from '../../lib/manifest/manifest.ts';
import { synthesize, type Synthesis } from '../../lib/synth/synthesize.ts';
import { rendered } from '../shop/rendered.ts';

/** Our own output, as it is delivered: `today` is homelab, `planned` is homelab with every switch on, `shop` the other system. */
export type WorldName = 'today' | 'planned' | 'shop';

/** A clean world, and what is said about it after a change. */
export class CleanWorld {
  readonly manifests: readonly Manifest[];
  private readonly options: CheckOptions;
  private readonly known: ReadonlySet<string>;

  constructor(cluster: Cluster, { manifests, provided }: Synthesis) {
    this.manifests = manifests;
    this.options = {
      provided: provided.map((object) => ({ object, cluster: cluster.name })),
      facts: [factsOf(cluster)],
      files: new Set(manifests.map(({ file }) => file)),
    };
    this.known = new Set(this.findings().map(keyOf));
  }

  /** The one manifest of a kind and name. */
  the(kind: string, name: string): Manifest {
    const [only, ...others] = this.manifests.filter(({ object }) => object.kind === kind && object.metadata.name === name);
    if (only === undefined || others.length > 0) throw new Error(`there is not one ${kind} ${name} but ${others.length + (only ? 1 : 0)}`);
    return only;
  }

  /** What every rule says about the world as it is. */
  findings(): readonly Finding[] {
    return check(this.manifests, this.options);
  }

  /** What is said when other objects stand in the place of one manifest, and was not said before. Remarks do not count. */
  findingsWith(changed: Manifest, instead: readonly WorldObject[], rules: readonly Rule[]): readonly Finding[] {
    const others = this.manifests.filter((each) => each !== changed);
    const found = check([...others, ...instead], { ...this.options, rules });
    return found.filter((each) => each.severity !== 'info' && !this.known.has(keyOf(each)));
  }
}

function keyOf({ rule, file, path, message }: Finding): string {
  return [rule, file, path, message].join('\n');
}

const made = new Map<WorldName, CleanWorld>();

/** Synthesized once. */
export function cleanWorld(name: WorldName): CleanWorld {
  let world = made.get(name);
  if (world === undefined) {
    world = make(name);
    made.set(name, world);
  }
  return world;
}

function make(name: WorldName): CleanWorld {
  if (name === 'shop') {
    const prod = rendered.find(({ cluster }) => cluster.name === 'shop-prod');
    if (prod === undefined) throw new Error('the shop has no stage shop-prod');
    return new CleanWorld(prod.cluster, prod);
  }
  const cluster = homelab(name === 'today' ? {} : everySwitchOn());
  return new CleanWorld(cluster, synthesize(cluster, installerOf(cluster)));
}

function everySwitchOn(): Record<string, string> {
  return Object.fromEntries(Object.keys(homelab().switches).map((each) => [`${each}: false`, `${each}: true`]));
}
