// One call of jose: reads {op, …} as JSON from standard input, writes its result as JSON to standard output.
import { CompactEncrypt, compactDecrypt, compactVerify, importJWK } from 'jose';
import { readFileSync } from 'node:fs';

const call = JSON.parse(readFileSync(0, 'utf8'));

const operations = {
  async seal({ jwk, header, plaintext }) {
    const key = await importJWK(jwk, header.alg);
    const jwe = await new CompactEncrypt(new TextEncoder().encode(plaintext)).setProtectedHeader(header).encrypt(key);
    return { jwe };
  },
  async open({ jwk, alg, jwe }) {
    const key = await importJWK(jwk, alg);
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return { plaintext: new TextDecoder().decode(plaintext), header: protectedHeader };
  },
  async verify({ jwk, jws }) {
    const key = await importJWK(jwk, 'ES256');
    const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES256'] });
    return { payload: new TextDecoder().decode(payload), header: protectedHeader };
  },
};

process.stdout.write(JSON.stringify(await operations[call.op](call)));
