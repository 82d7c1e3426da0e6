import { inFile, kube, ruleCases } from '../../testing.ts';
import { imageStagesFit } from './image-stages-fit.ts';

const dockerfile = (...lines: readonly string[]) =>
  inFile('was/Dockerfile', kube('slipway.dev/v1/TextFile', { name: 'was/Dockerfile' }, { text: `${lines.join('\n')}\n` }));
const maven = (java: number, run = 'mvn -B package') => [`FROM maven:3.9.9-eclipse-temurin-${java} AS build`, `RUN ${run}`];
const start = ['COPY --from=build /src/target/app.jar /app.jar', 'ENTRYPOINT ["java", "-jar", "/app.jar"]'];

ruleCases(imageStagesFit, {
  accepts: {
    'one Java for both': [dockerfile(...maven(17), 'FROM eclipse-temurin:17-jre-alpine', ...start)],
    'a newer Java that runs it': [dockerfile(...maven(17), 'FROM eclipse-temurin:21-jre', ...start)],
    'a release that is asked for': [
      dockerfile(...maven(21, 'mvn package -Dmaven.compiler.release=17'), 'FROM eclipse-temurin:17-jre', ...start),
    ],
    'the folder of Gradle': [
      dockerfile(
        'FROM gradle:8.11-jdk17 AS build',
        'RUN gradle bootJar',
        'FROM eclipse-temurin:17-jre',
        'COPY --from=build /src/build/libs/app.jar /app.jar',
      ),
    ],
    'another language': [dockerfile('FROM golang:1.23 AS build', 'RUN go build', 'FROM scratch', 'COPY --from=build /app /app')],
  },
  refuses: {
    'an older Java that runs it': {
      given: [dockerfile(...maven(21), 'FROM eclipse-temurin:17-jre-alpine', ...start)],
      says: 'it is built with Java 21 and runs on Java 17',
      fix: 'Build with Java 17, or run on 21.',
    },
    'the folder of another tool': {
      given: [dockerfile('FROM gradle:8.11-jdk17 AS build', 'RUN gradle bootJar --no-daemon', 'FROM eclipse-temurin:17-jre', ...start)],
      says: 'it copies /src/target/app.jar, and Gradle (line 2) leaves what it builds in build/libs/',
      fix: 'Copy from build/libs/.',
    },
  },
});
