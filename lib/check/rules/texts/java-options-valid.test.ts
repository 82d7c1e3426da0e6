import { documentKind } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { javaOptionsValid } from './java-options-valid.ts';

const app = (value: string, image = 'eclipse-temurin:17-jre-alpine', name = 'JAVA_TOOL_OPTIONS') =>
  deployment({ container: { image, env: [{ name, value }] } });
const kind = documentKind('TextFile');
const dockerfile = inFile(
  'board/Dockerfile',
  kube(
    kind,
    { name: 'Dockerfile' },
    { text: 'FROM maven:3.9 AS build\nRUN mvn package\nFROM eclipse-temurin:21-jre\nENTRYPOINT ["java", "-jar", "/app.jar"]\n' },
  ),
);

ruleCases(javaOptionsValid, {
  accepts: {
    'options of today': [
      app('-Xms256m -Xmx1g -Xss512k -XX:MaxRAMPercentage=75.0 -XX:+UseG1GC -XX:MaxMetaspaceSize=256m -javaagent:/otel/agent.jar'),
    ],
    'an old option for an old Java': [app('-XX:+UseConcMarkSweepGC -XX:+PrintGCDateStamps', 'openjdk:8-jre')],
    'an image of which nobody knows the Java': [app('-XX:+UseConcMarkSweepGC', 'ghcr.io/acme/board:v1')],
    'options that it may pass over': [app('-XX:+IgnoreUnrecognizedVMOptions -XX:+UseConcMarkSweepGC')],
    'a value that is filled in later': [app('-Xmx${HEAP} -XX:MaxRAMPercentage=$(PERCENT)')],
    'words that look alike': [app('-Dapp.flags=-XX -Xlog:gc*:file=/tmp/gc.log -agentlib:jdwp=transport=dt_socket')],
  },
  refuses: {
    'a collector that is gone': {
      given: [app('-XX:+UseConcMarkSweepGC')],
      says: '-XX:+UseConcMarkSweepGC in JAVA_TOOL_OPTIONS of container "app" is gone from Java 15 on, and the image has Java 17',
      fix: 'Write -XX:+UseG1GC, or leave it out.',
    },
    'an image that the tree builds': {
      given: [app('-XX:MaxPermSize=256m', 'ghcr.io/acme/board:v1', 'JAVA_OPTS'), dockerfile],
      says: '-XX:MaxPermSize=256m in JAVA_OPTS of container "app" is gone from Java 17 on, and the image has Java 21',
    },
    'a size of Kubernetes': {
      given: [app('-Xmx512Mi')],
      says: '-Xmx512Mi in JAVA_TOOL_OPTIONS of container "app" is no size: a whole number with k, m, g or t',
      fix: 'Write -Xmx512m.',
    },
    'a switch without its sign': {
      given: [app('-XX:UseG1GC', 'ghcr.io/acme/board:v1')],
      says: '-XX:UseG1GC in JAVA_TOOL_OPTIONS of container "app" is a switch: a sign before its name, and no value',
    },
    'a value with a sign': {
      given: [app('-XX:+MaxRAMPercentage=75')],
      says: '-XX:+MaxRAMPercentage=75 in JAVA_TOOL_OPTIONS of container "app" takes a value and no sign',
    },
    'a sign of percent': {
      given: [app('-XX:MaxRAMPercentage=75%')],
      says: '-XX:MaxRAMPercentage=75% in JAVA_TOOL_OPTIONS of container "app" is no plain number of percent',
    },
    'words of the command': {
      given: [deployment({ container: { command: ['java', '-XX:+PrintGCDateStamps', '-jar', '/app.jar'], image: 'amazoncorretto:11' } })],
      says: '-XX:+PrintGCDateStamps in command of container "app" is gone from Java 9 on, and the image has Java 11',
    },
  },
});
