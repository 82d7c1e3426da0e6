import { BLOG } from './blog.ts';
import type { Tree } from './mistake.ts';

export const APP = 'apps/blog-system.yaml';
export const HUGO = 'site/config.toml';
export const DOCKER = 'Dockerfile.web';

/** A file of the sound tree. */
export function on(file: string): string {
  return BLOG[file] ?? '';
}

const USERNAME = '  SPRING_DATASOURCE_USERNAME: root\n';

/** One line more in the settings of the program. */
export function setting(line: string): readonly [string, string] {
  return [USERNAME, `${USERNAME}  ${line}\n`];
}

export const AGENT = "            - { name: JAVA_TOOL_OPTIONS, value: '-javaagent:/otel/opentelemetry-javaagent.jar' }\n";

/** One variable more beside the agent. */
export function variable(name: string, value: string): readonly [string, string] {
  return [AGENT, `${AGENT}            - { name: ${name}, value: '${value}' }\n`];
}

/** A file of settings for the database. */
export function settings(text: string): Tree {
  return {
    'services/blog-system/mysql/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: mysql-settings, namespace: blog-system }
data:
  custom.cnf: |
${text.trimEnd().replace(/^(?=.)/gm, '    ')}
`,
  };
}

/** The database mounts it. */
export const MOUNTED: readonly (readonly [string, string])[] = [
  [
    'volumeMounts: [{ name: data, mountPath: /var/lib/mysql }]',
    'volumeMounts: [{ name: data, mountPath: /var/lib/mysql }, { name: settings, mountPath: /etc/mysql/conf.d }]',
  ],
  [
    '          persistentVolumeClaim: { claimName: mysql-pvc }\n',
    '          persistentVolumeClaim: { claimName: mysql-pvc }\n        - name: settings\n          configMap: { name: mysql-settings }\n',
  ],
];

/** How the image of the program is built, up to its entry point. */
export function builtProgram(entry: string, base = 'eclipse-temurin:17-jre-alpine'): Tree {
  return {
    'Dockerfile.was': `FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY board .
RUN mvn -B package
FROM ${base}
COPY --from=build /src/target/board.jar /app.jar
EXPOSE 8080
USER 65534
ENTRYPOINT ${entry}
`,
    'board/pom.xml': `<project><modelVersion>4.0.0</modelVersion>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.5.0</version></parent>
  <groupId>shop.example</groupId><artifactId>board</artifactId><version>1</version>
  <build><finalName>board</finalName></build>
</project>
`,
    '.github/workflows/build-was.yml': `name: Build board
on:
  push:
    branches: [main]
    paths: ['board/**', Dockerfile.was]
permissions: { contents: write, packages: write }
jobs:
  build:
    runs-on: [self-hosted, linux]
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - uses: docker/login-action@9780b0c442fbb1117ed29e0efdff1e18412f7567
        with: { registry: ghcr.io, username: '\${{ github.actor }}', password: '\${{ secrets.GITHUB_TOKEN }}' }
      - uses: docker/build-push-action@48aba3b46d1b1fec4febb7c5d0c644b249a11355
        with: { context: ., file: Dockerfile.was, push: true, tags: 'ghcr.io/example/board-was:v\${{ github.run_number }}' }
`,
  };
}

/** An analysis of the share of good answers. */
export function analysis(kind: string, count: string, argument?: string): Tree {
  return {
    'services/blog-system/web/analysis.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ${kind}
metadata: { name: success${kind === 'AnalysisTemplate' ? ', namespace: blog-system' : ''} }
spec:
${argument === undefined ? '' : `  args: [{ name: ${argument} }]\n`}  metrics:
    - name: success
      interval: 30s
${count}      failureLimit: 2
      successCondition: isNaN(result[0]) || result[0] >= 0.95
      provider:
        prometheus:
          address: http://prometheus.monitoring.svc.cluster.local:9090
          query: |
            sum(rate(nginx_http_requests_total{app="${argument === undefined ? 'web' : `{{args.${argument}}}`}"}[2m])) / sum(rate(nginx_http_requests_total[2m]))
`,
  };
}

export const STEP = '        - setWeight: 10\n        - pause: { duration: 30s }\n';
