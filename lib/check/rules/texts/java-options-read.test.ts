import { documentKind } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { javaOptionsRead } from './java-options-read.ts';

const image = 'ghcr.io/acme/board:v1';
const app = (name: string, value: string, more: object = {}) => deployment({ container: { image, env: [{ name, value }], ...more } });
const kind = documentKind('TextFile');
const dockerfile = (end: string) =>
  inFile('board/Dockerfile', kube(kind, { name: 'Dockerfile' }, { text: `FROM eclipse-temurin:21-jre\nCOPY app.jar /app.jar\n${end}\n` }));
const EXEC = dockerfile('ENTRYPOINT ["java", "-jar", "/app.jar"]');
const shared = kube('v1/ConfigMap', { name: 'settings' }, { data: { JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=75.0' } });
const envFrom = [{ configMapRef: { name: 'settings' } }];

ruleCases(javaOptionsRead, {
  accepts: {
    'a variable that Java reads': [app('JAVA_TOOL_OPTIONS', '-Xmx512m'), EXEC],
    'an entry point with a shell': [
      app('JAVA_OPTS', '-Xmx512m'),
      dockerfile('ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -jar /app.jar"]'),
    ],
    'an entry point without brackets': [app('JAVA_OPTS', '-Xmx512m'), dockerfile('ENTRYPOINT java $JAVA_OPTS -jar /app.jar')],
    'an image of others': [app('JAVA_OPTS', '-Xmx512m')],
    'a command that names it': [app('JAVA_OPTS', '-Xmx512m', { command: ['java', '$(JAVA_OPTS)', '-jar', '/app.jar'] }), EXEC],
    'a command of its own': [app('JAVA_OPTS', '-Xmx512m', { command: ['/start.sh'] }), EXEC],
    'options of a ConfigMap alone': [deployment({ container: { image, envFrom } }), shared, EXEC],
    'the same twice': [app('JAVA_TOOL_OPTIONS', '-XX:MaxRAMPercentage=75.0', { envFrom }), shared],
  },
  refuses: {
    'an entry point without a shell': {
      given: [app('JAVA_OPTS', '-Xmx512m'), EXEC],
      says: 'JAVA_OPTS of container "app" is read by nobody: board/Dockerfile starts java -jar /app.jar without a shell',
      fix: 'Call it JAVA_TOOL_OPTIONS, which Java reads itself.',
    },
    'a command without it': {
      given: [app('JAVA_OPTS', '-Xmx512m', { command: ['java'], args: ['-jar', '/app.jar'] })],
      says: 'JAVA_OPTS of container "app" is read by nobody: its command starts java -jar /app.jar without a shell',
    },
    'a variable that hides another': {
      given: [app('JAVA_TOOL_OPTIONS', '-javaagent:/otel/agent.jar', { envFrom }), shared],
      says: 'JAVA_TOOL_OPTIONS of container "app" hides the JAVA_TOOL_OPTIONS that envFrom brings from ConfigMap settings',
    },
  },
});
