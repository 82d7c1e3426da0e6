import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { imageMaintained } from './image-maintained.ts';

const runs = (image: string) => deployment({ container: { image } });
const dockerfile = (text: string, file = 'web/Dockerfile') => inFile(file, kube('slipway.dev/v1/TextFile', { name: file }, { text }));

ruleCases(imageMaintained, {
  accepts: {
    'images of their makers': [runs('redis:7.2.4'), runs('registry.k8s.io/pause:3.9'), runs('ghcr.io/kafbat/kafka-ui:v1.1.0')],
    "one of Bitnami's that is still there": [runs('bitnami/kubectl:latest')],
    'a copy in a registry of our own': [runs('registry.example.org/bitnami/redis:7.2.4')],
    'a base that is maintained, and one that a stage makes': [dockerfile('FROM eclipse-temurin:21-jre AS base\nFROM base\n')],
    'another file that speaks of one': [dockerfile('FROM openjdk:17\n', 'docs/notes.txt')],
  },
  refuses: {
    "a version of Bitnami's": {
      given: [runs('bitnami/kafka:3.7.0')],
      says: "bitnami/kafka:3.7.0 is not maintained: Bitnami's images left docker.io/bitnami on 2025-08-28, but for some with the tag latest",
    },
    'the frozen registry': {
      given: [runs('k8s.gcr.io/metrics-server/metrics-server:v0.6.1')],
      says: 'k8s.gcr.io/metrics-server/metrics-server:v0.6.1 is not maintained: the registry is frozen since 2023-04-03, and only answers for registry.k8s.io',
    },
    'a provisioner that no Kubernetes of today answers': {
      given: [runs('quay.io/external_storage/nfs-client-provisioner:latest')],
      says: 'quay.io/external_storage/nfs-client-provisioner:latest is not maintained: it reads the field selfLink, which Kubernetes 1.20 took away',
    },
    'a console that went on under another name': {
      given: [runs('provectuslabs/kafka-ui:v0.7.2')],
      says: 'provectuslabs/kafka-ui:v0.7.2 is not maintained: its last release is of 2024, and its makers went on as kafbat',
      fix: 'Take ghcr.io/kafbat/kafka-ui.',
    },
    'the base of an image': {
      given: [dockerfile('FROM openjdk:17-jdk-slim\nCOPY app.jar /app.jar\n')],
      says: 'openjdk:17-jdk-slim is not maintained: it is deprecated since 2022, and its Java gets no fixes',
    },
  },
});
