import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { vaultKeysKept } from './vault-keys-kept.ts';

const script = (...lines: string[]) => inFile('init.sh', documentObject('Script', 'init', { text: ['#!/bin/bash', ...lines].join('\n') }));

ruleCases(vaultKeysKept, {
  accepts: {
    'keys that are encrypted for their keepers': [script('vault operator init -pgp-keys="a.asc,b.asc" > keys.txt')],
    'a file that is encrypted and taken away': [script('vault operator init > keys.txt', 'gpg -e -r ops keys.txt', 'shred -u keys.txt')],
    'what goes into a program that encrypts': [script('vault operator init -format=json | gpg -e -r ops > keys.gpg')],
    'what is shown': [script('vault operator init', 'vault operator init > /dev/stdout', 'echo "vault operator init > keys.txt"')],
    'another command': [script('vault operator unseal "$KEY" > /tmp/log')],
  },
  refuses: {
    'keys in a file': {
      given: [script('kubectl exec vault-0 -- vault operator init -key-shares=3 \\', '  -key-threshold=2 > /share/unseal.txt')],
      says: 'what vault operator init prints stays in /share/unseal.txt: all keys that open Vault, and its root token',
    },
    'keys in a file and on the screen': {
      given: [script('vault operator init -format=json | tee keys.json')],
      says: 'what vault operator init prints stays in keys.json: all keys that open Vault, and its root token',
    },
  },
});
