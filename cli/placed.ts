import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { installerOf } from '../charts/index.ts';
import type { Finding } from '../lib/check/check.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { recordOrigins } from '../lib/synth/origins.ts';
import type { Call } from '../lib/synth/origins.ts';
import { synthesize } from '../lib/synth/synthesize.ts';

/** Where the reader looks first: what a cluster installs, then the construct that made the object. */
const PLACES = [/^charts\//, /^lib\/constructs\//];

/**
 * The findings, each with the line of the program that made its object, where a construct of these clusters did. They are
 * synthesized once more for it, slowly; without findings nothing is done.
 */
export function placed(findings: readonly Finding[], clusters: readonly Cluster[]): readonly Finding[] {
  const wanted = new Set(findings.flatMap(({ construct, cluster }) => (construct === undefined ? [] : (cluster ?? []))));
  const sources = new Sources();
  const origins = new Map(clusters.filter(({ name }) => wanted.has(name)).map((cluster) => [cluster.name, originsOf(cluster)]));
  return findings.map((finding) => {
    const { cluster = '', construct = '' } = finding;
    const calls = origins.get(cluster)?.get(construct.slice(cluster.length + 1));
    const source = calls === undefined ? undefined : sources.placeOf(calls);
    return source === undefined ? finding : { ...finding, source };
  });
}

function originsOf(cluster: Cluster): ReadonlyMap<string, readonly Call[]> {
  return recordOrigins(() => void synthesize(cluster, installerOf(cluster)));
}

/** Source files behind the calls of a bundle, by the map that lies beside it; a package without one has no sources either. */
class Sources {
  private readonly maps = new Map<string, SourceMap | undefined>();

  /** `charts/blog/web.ts:31` */
  placeOf(calls: readonly Call[]): string | undefined {
    const lines = calls.flatMap((call) => this.lineOf(call) ?? []);
    for (const place of PLACES) {
      const found = lines.find((line) => place.test(line));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private lineOf({ file, line, column }: Call): string | undefined {
    if (file.endsWith('.ts')) return `${fromHere(file)}:${line}`;
    const entry = this.mapOf(file)?.findEntry(line - 1, column - 1);
    if (entry === undefined || !('originalSource' in entry)) return undefined;
    return `${fromHere(resolve(dirname(file), entry.originalSource))}:${entry.originalLine + 1}`;
  }

  private mapOf(file: string): SourceMap | undefined {
    if (!this.maps.has(file)) {
      const map = `${file}.map`;
      this.maps.set(file, existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, 'utf8')) as SourceMapPayload) : undefined);
    }
    return this.maps.get(file);
  }
}

/** As the person at the checkout would open it. */
function fromHere(file: string): string {
  return relative(process.cwd(), file).replaceAll('\\', '/');
}
