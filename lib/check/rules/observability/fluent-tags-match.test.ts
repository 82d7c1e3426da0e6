import { kube, ruleCases } from '../../testing.ts';
import { fluentTagsMatch } from './fluent-tags-match.ts';

const config = (input: string, output: string, more = '') =>
  kube(
    'v1/ConfigMap',
    { name: 'fluent-bit' },
    { data: { 'fluent-bit.conf': `[INPUT]\n    Name tail\n${input}${more}[OUTPUT]\n    Name es\n    Match ${output}\n` } },
  );
const tag = '    Tag kube.*\n';

ruleCases(fluentTagsMatch, {
  accepts: {
    'the tag itself': [config(tag, 'kube.*')],
    'a part of what the star stands for': [config(tag, 'kube.var.log.containers.web*')],
    everything: [config(tag, '*')],
    'an input without a tag': [config('', 'tail.0')],
    'tags that a filter gives': [config(tag, 'web.*', '[FILTER]\n    Name rewrite_tag\n    Match kube.*\n')],
    'outputs without inputs': [kube('v1/ConfigMap', {}, { data: { 'output.conf': '[OUTPUT]\n    Name es\n    Match host.*\n' } })],
  },
  refuses: {
    'another tag': { given: [config(tag, 'k8s.*')], says: 'the output es matches k8s.*, the inputs are tagged kube.*' },
    'a filter for another tag': {
      given: [config(tag, 'kube.*', '[FILTER]\n    Name kubernetes\n    Match kubernetes.*\n')],
      says: 'the filter kubernetes matches kubernetes.*, the inputs are tagged kube.*',
    },
  },
});
