package server

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// Sign returns the Joinery-Signature of a webhook's body: the time, and the HMAC-SHA256 of time and
// body under the secret. Who is told checks it, and that the time is not long ago:
//
//	t=1773306000,v1=HEX    v1 = HMAC-SHA256(secret, "1773306000" "." body)
func Sign(secret string, at time.Time, body []byte) string {
	seconds := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(seconds + "."))
	mac.Write(body)
	return "t=" + seconds + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}
