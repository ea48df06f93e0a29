import { createGunzip } from 'node:zlib'
import { pipeThrough } from './pipe-through'

/** Unpacks gzip, several members too. Throws zlib's error after the last byte that could be unpacked. */
export const gunzip = (chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
  pipeThrough<Buffer>(chunks, createGunzip())

/** The compressed input ended too early or is damaged (zlib's codes are Z_DATA_ERROR, Z_BUF_ERROR, …). */
export const isBrokenArchive = (error: unknown): error is Error =>
  String((error as { code?: unknown }).code).startsWith('Z_')
