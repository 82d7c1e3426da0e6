import { relabelFaults } from './relabel.ts';

const said = (step: object): readonly string[] => [...relabelFaults(step, 'a step')].map(({ message }) => message);

test.each([
  [
    'two labels and an expression of two',
    { source_labels: ['__address__', 'port'], regex: '([^:]+)(?::\\d+)?;(\\d+)', replacement: '$1:$2' },
  ],
  ['the expression that is there by itself', { source_labels: ['a'], replacement: '$1', target_label: 'b' }],
  ['a separator of its own', { source_labels: ['a', 'b'], separator: '@', regex: '(.+);(.+)', replacement: '$1$2' }],
  ['a semicolon that may be left out', { source_labels: ['a'], regex: '(.+);?', replacement: '$1' }],
  ['choices', { source_labels: ['a'], regex: 'x|y;z', action: 'keep' }],
  ['braces before a word', { source_labels: ['a'], regex: '(.+)', replacement: '${1}_total' }],
  ['names of labels', { action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' }],
])('says nothing about %s', (_, step) => {
  expect(said(step)).toEqual([]);
});

test.each([
  [
    'one label too few',
    { source_labels: ['__address__'], regex: '([^:]+)(?::\\d+)?;(\\d+)', replacement: '$1:$2' },
    'a step compares one label (__address__) with "([^:]+)(?::\\d+)?;(\\d+)", an expression of 2',
  ],
  [
    'a group that is none',
    { source_labels: ['a', 'b'], regex: '[^:]+(?::\\d+)?;(\\d+)', replacement: '$1:$2' },
    'a step puts in $2, and "[^:]+(?::\\d+)?;(\\d+)" has one group',
  ],
  [
    'a word behind a group',
    { source_labels: ['a'], regex: '(.+)', replacement: '$1_total' },
    'a step puts in $1_total, which is the group "1_total"',
  ],
  [
    'the camel case of the operator',
    { sourceLabels: ['a'], regex: '(.+);(.+)', replacement: '$2' },
    'a step compares one label (a) with "(.+);(.+)", an expression of 2',
  ],
])('tells of %s', (_, step, message) => {
  expect(said(step)).toEqual([message]);
});
