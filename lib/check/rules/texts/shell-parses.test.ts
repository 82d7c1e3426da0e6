import { documentObject } from '../../document.ts';
import { cronJob, ruleCases } from '../../testing.ts';
import { shellParses } from './shell-parses.ts';

const script = (text: string) => documentObject('Script', 'run', { text });

ruleCases(shellParses, {
  accepts: {
    'a script with all its quotes': [script('echo "it\'s $(date "+%F %T")" # don\'t\ncat <<EOF\n"\nEOF\n')],
    'a format in quotes': [script('F="/b/$(date \'+%Y-%m-%d %H:%M\').gz"'), script('F=$(date -u +%F)')],
    'one line without a comment': [
      cronJob({ container: { command: ['sh', '-c', 'a && b; c'] } }),
      cronJob({ container: { command: ['sh', '-c', 'echo "# a && b"'] } }),
    ],
    'arithmetic that shifts bits': [script('if (( 1 << pow >= $1 * 2 )); then\n  echo $((32 - pow))\nfi\n')],
    'a subshell in a subshell': [script('((cat a; cat b) | sort)\necho done\n')],
    'line ends of a checkout on Windows, where all files have them': [
      script('#!/bin/sh\r\necho a\r\n'),
      documentObject('TextFile', 'Dockerfile', { text: 'FROM scratch\r\n' }),
    ],
    'a script of another language': [script('#!/usr/bin/env python3\nprint("it\'s")')],
  },
  refuses: {
    'line ends of Windows in one file': {
      given: [script('#!/bin/sh\r\necho a\r\n'), documentObject('TextFile', 'Dockerfile', { text: 'FROM scratch\nRUN a\n' })],
      says: 'line 1: its lines end as on Windows (CRLF)',
    },
    'a quote that is never closed': { given: [script('a\necho "done')], says: 'line 2: the quote " is never closed' },
    'a document whose end is missing, beside arithmetic': {
      given: [script('(( n = 1 << 3 ))\ncat <<EOF\ntext\n')],
      says: 'line 2: the here-document ends nowhere: there is no line "EOF"',
    },
    'a comment in a folded script': {
      given: [cronJob({ container: { command: ['sh', '-c', 'apk add x # client && mysqldump y'] } })],
      says: 'line 1: the script is one line, and everything behind its "#" is a comment',
    },
    'a date of two words': {
      given: [script('F=/b/$(date +%Y-%m-%d %H:%M).gz')],
      says: 'line 1: date gets "%H:%M" as a second word after +%Y-%m-%d',
    },
  },
});
