import { documentKind } from '../../document.ts';
import { pathsOf } from '../../paths.ts';
import { folderOf } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { copyIn } from '../../texts/docker-copy.ts';

/** Where each tool of builds leaves what it made. */
const OUTPUTS = [
  { tool: /\b(?:gradle|\.\/gradlew|gradlew)\b/, name: 'Gradle', folder: /(?:^|\/)build\/libs\//, right: 'build/libs/' },
  { tool: /\b(?:mvn|\.\/mvnw|mvnw)\b/, name: 'Maven', folder: /(?:^|\/)target\//, right: 'target/' },
];

export const imageStagesFit = defineRule({
  id: 'image-stages-fit',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'The last stage of a Dockerfile runs what the stage before it built: from the folder of its tool, on a Java that is not older.',
  source:
    'https://docs.docker.com/build/building/multi-stage/; https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html#jvms-4.1-200-B.2',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (!/(^|[/.])(Docker|Container)file(\.[^/]*)?$/.test(file)) return;
    const lines = (textAt(object, 'text') ?? '').replace(/\\\r?\n/g, ' ').split('\n');
    let builder:
      | {
          readonly index: number;
          readonly tool: (typeof OUTPUTS)[number] | undefined;
          readonly java: number | undefined;
          readonly released: boolean;
        }
      | undefined;
    let java: number | undefined;
    let copied = false;
    for (const [index, line] of lines.entries()) {
      const [, image] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line) ?? [];
      if (image !== undefined) java = javaOf(image);
      const tool = /^\s*RUN\s/i.test(line) ? OUTPUTS.find((each) => each.tool.test(line)) : undefined;
      if (tool !== undefined) builder = { index, tool, java, released: /-Dmaven\.compiler\.(?:release|target)|--release/.test(line) };
      const { from, sources: [source] = [] } = copyIn(line) ?? {};
      if (from === undefined || source === undefined || builder?.tool === undefined || !/\.(?:jar|war)$|\/(?:target|build)\//.test(source))
        continue;
      copied = true;
      const other = OUTPUTS.find((each) => each !== builder?.tool && each.folder.test(source));
      if (other !== undefined && !builder.tool.folder.test(source)) {
        yield {
          path: `line ${index + 1}`,
          message: `it copies ${source}, and ${builder.tool.name} (line ${builder.index + 1}) leaves what it builds in ${builder.tool.right}`,
          why: 'The build ends with "not found", and the last image that was built keeps running.',
          fix: `Copy from ${builder.tool.right}.`,
        };
      }
    }
    const last = java;
    if (!copied || builder?.java === undefined || last === undefined || builder.java <= last || builder.released) return;
    // What the project says of its own target is written in files that are not read here.
    const stated = [...pathsOf(world)].some(
      (each) =>
        each.startsWith(folderOf({ file }) === '' ? '' : `${folderOf({ file })}/`) &&
        /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/.test(each),
    );
    yield {
      path: `line ${builder.index + 1}`,
      severity: stated ? 'warning' : 'error',
      message: `it is built with Java ${builder.java} and runs on Java ${last}`,
      why: 'Unless the project asks for the older release, the program ends at its start with UnsupportedClassVersionError.',
      fix: `Build with Java ${last}, or run on ${builder.java}.`,
    };
  },
});

/** `maven:3.9-eclipse-temurin-21` → 21, `eclipse-temurin:17-jre-alpine` → 17. */
function javaOf(image: string): number | undefined {
  const [, version] =
    /(?:temurin|openjdk|corretto|jdk|jre|zulu|liberica|java)[:-](?:jdk-?|jre-?)?(\d{1,2})(?!\d|\.\d+\.\d)/.exec(image) ??
    /(?:jdk|jre)(\d{1,2})(?!\d)/.exec(image) ??
    [];
  return version === undefined ? undefined : Number(version);
}
