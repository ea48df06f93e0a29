/** Characters of the longest body that is read: ten times what reaches a Segment function (512 KiB). */
export const LONGEST_BODY = 5 * 1024 * 1024
