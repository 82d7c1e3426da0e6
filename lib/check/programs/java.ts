import { environmentOf } from '../hosts/environment.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { itemsAt, text, textAt } from '../read.ts';
import { builtBy } from '../texts/built-by.ts';
import type { World } from '../world.ts';

/** Variables that Java itself reads, and those that scripts of images hand to it. */
const OF_JAVA = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];
const OF_SCRIPTS = ['JAVA_OPTS', 'JVM_OPTS', 'JAVA_OPTIONS', 'JVM_ARGS', 'JAVA_ARGS', 'CATALINA_OPTS', 'KAFKA_HEAP_OPTS', 'ES_JAVA_OPTS'];

/** Options that somebody gives to Java. */
export interface JavaOptions {
  /** Name of the variable, or `command`. */
  readonly name: string;
  readonly path: string;
  readonly value: string;
  /** Java reads the variable without anybody's help. */
  readonly sure: boolean;
}

/** Options for Java in the variables and words of a container. */
export function javaOptions({ namespace }: PodTemplate, { fields, path }: Container, world: World): readonly JavaOptions[] {
  const found: JavaOptions[] = [];
  if (fields['env'] !== undefined || fields['envFrom'] !== undefined) {
    const names = itemsAt(fields, 'env').map((each) => textAt(each, 'name'));
    const environment = environmentOf(fields, namespace, world);
    for (const name of [...OF_JAVA, ...OF_SCRIPTS]) {
      const value = environment.get(name);
      const index = names.indexOf(name);
      if (value !== undefined)
        found.push({ name, value, path: index === -1 ? `${path}.envFrom` : `${path}.env[${index}].value`, sure: OF_JAVA.includes(name) });
    }
  }
  for (const list of ['command', 'args']) {
    const words = itemsAt(fields, list).flatMap((word) => text(word) ?? []);
    if (words.some((word) => /(^|[\s/])java(\s|$)/.test(word)) || words.some((word) => /^-X(m[sx]|X:)/.test(word)))
      found.push({ name: list, value: words.join(' '), path: `${path}.${list}`, sure: true });
  }
  return found;
}

/** The Java that an image runs, by its own name or by the one below it: `eclipse-temurin:17-jre` → 17. */
export function javaVersion(image: string | undefined, world: World): number | undefined {
  return versionIn(image) ?? versionIn(builtBy(image, world)?.base);
}

function versionIn(image: string | undefined): number | undefined {
  const [, version] =
    /(?:^|\/)(?:eclipse-temurin|openjdk(?:-\w+)*|amazoncorretto|zulu-openjdk(?:-\w+)*|liberica-openj\w+(?:-\w+)*|sapmachine|ibm-semeru-runtimes):(?:open-|ubi-|alpine-)?(?:jdk-?|jre-?)?(\d+)/.exec(
      image ?? '',
    ) ??
    /(?:^|\/)java(\d+)-debian\d+/.exec(image ?? '') ??
    [];
  return version === undefined ? undefined : Number(version);
}

/** Options of Java that a version took out, and from which on it ends over them: "Unrecognized VM option". */
const GONE: readonly { readonly names: RegExp; readonly from: number; readonly instead: string }[] = [
  // @see https://openjdk.org/jeps/271
  {
    names:
      /^(PrintGC(Date|Time)Stamps|PrintHeapAtGC|PrintTenuringDistribution|PrintGCApplication(Stopped|Concurrent)Time|PrintAdaptiveSizePolicy|PrintReferenceGC|UseGCLogFileRotation|NumberOfGCLogFiles|GCLogFileSize)$/,
    from: 9,
    instead: 'Write -Xlog:gc*:file=/tmp/gc.log.',
  },
  // @see https://openjdk.org/jeps/214
  { names: /^(UseParNewGC|CMSIncrementalMode)$/, from: 11, instead: 'Leave it out.' },
  // @see https://bugs.openjdk.org/browse/JDK-8194086
  {
    names: /^UseCGroupMemoryLimitForHeap$/,
    from: 12,
    instead: 'Leave it out: Java keeps to the limit by itself, and MaxRAMPercentage says how much of it.',
  },
  { names: /^AggressiveOpts$/, from: 13, instead: 'Leave it out.' },
  // @see https://openjdk.org/jeps/363
  {
    names:
      /^(UseConcMarkSweepGC|UseCMSInitiatingOccupancyOnly|CMS(InitiatingOccupancyFraction|ClassUnloadingEnabled|ParallelRemarkEnabled|ScavengeBeforeRemark))$/,
    from: 15,
    instead: 'Write -XX:+UseG1GC, or leave it out.',
  },
  // @see https://openjdk.org/jeps/366
  { names: /^UseParallelOldGC$/, from: 16, instead: 'Write -XX:+UseParallelGC.' },
  { names: /^(Max)?PermSize$/, from: 17, instead: 'Write -XX:MaxMetaspaceSize, or leave it out.' },
];

/** Switches of Java that take a sign and no value. */
const SWITCHES =
  /^(Use(G1|Z|Serial|Parallel|Shenandoah|Epsilon)GC|UseContainerSupport|UseStringDeduplication|HeapDumpOnOutOfMemoryError|ExitOnOutOfMemoryError|CrashOnOutOfMemoryError|UnlockExperimentalVMOptions|UnlockDiagnosticVMOptions|AlwaysPreTouch|UseCompressedOops|DisableExplicitGC|PrintFlagsFinal|UseNUMA|ZGenerational)$/;
/** Options of Java that take a value and no sign. */
const VALUES =
  /^((Max|Min|Initial)RAMPercentage|MaxMetaspaceSize|MetaspaceSize|MaxDirectMemorySize|ReservedCodeCacheSize|MaxGCPauseMillis|(Parallel|Conc)GCThreads|ActiveProcessorCount|HeapDumpPath|ErrorFile|OnOutOfMemoryError|InitiatingHeapOccupancyPercent|G1HeapRegionSize|NewRatio|SurvivorRatio)$/;

/** What Java ends about in a text of options: one that is gone, a sign too many or too few, a size that is none. */
export function javaFault(
  value: string,
  version: number | undefined,
): { readonly word: string; readonly fault: string; readonly fix: string } | undefined {
  if (value.includes('IgnoreUnrecognizedVMOptions')) return undefined;
  for (const [word] of value.matchAll(/(?<![\w-])-X(?:X:|m[snx]|ss)[^\s"']*/g)) {
    if (/[$<{]/.test(word)) continue;
    const [, sign = '', name = '', given] = /^-XX:([+-]?)(\w+)(?:=(.*))?$/.exec(word) ?? [];
    const gone = GONE.find(({ names, from }) => version !== undefined && version >= from && names.test(name));
    if (gone !== undefined)
      return { word, fault: `is gone from Java ${gone.from} on, and the image has Java ${version ?? ''}`, fix: gone.instead };
    if (SWITCHES.test(name) && (sign === '' || given !== undefined))
      return { word, fault: 'is a switch: a sign before its name, and no value', fix: `Write -XX:+${name}.` };
    if (VALUES.test(name) && (sign !== '' || given === undefined))
      return { word, fault: 'takes a value and no sign', fix: `Write -XX:${name}=VALUE.` };
    if (name.endsWith('RAMPercentage') && !/^\d+(\.\d+)?$/.test(given ?? ''))
      return { word, fault: 'is no plain number of percent', fix: `Write -XX:${name}=75.0.` };
    const size =
      name === '' ? /^-X(?:m[snx]|ss)(.*)$/.exec(word)?.[1] : /(Metaspace|DirectMemory|CodeCache)Size$/.test(name) ? given : undefined;
    if (size === undefined || /^\d+[kKmMgGtT]?$/.test(size)) continue;
    const [, number = '512', unit = 'm'] = /^(\d+)\s*([kmgt])/i.exec(size) ?? [];
    return {
      word,
      fault: 'is no size: a whole number with k, m, g or t',
      fix: `Write ${word.slice(0, word.length - size.length)}${number}${unit.toLowerCase()}.`,
    };
  }
  return undefined;
}
