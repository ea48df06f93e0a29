import fc from 'fast-check'

/**
 * Property-based tests start from the same seed on every machine, so that a change decides whether they pass and not the day.
 * `FC_SEED=$RANDOM npm run coverage` looks elsewhere.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261123) })

export default fc
