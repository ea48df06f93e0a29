// Generated file. DO NOT MODIFY IT BY HAND: npm run generate.
// Ajv's validators of the settings and of each action's fields, as code: some hosts forbid making code at run time.
// @ts-nocheck
"use strict";
const schema11 = {"type":"object","additionalProperties":false,"properties":{"heapAppId":{"title":"Heap App ID","type":"string"},"heapRegion":{"title":"Heap Region","type":"string","enum":["US","EU"]},"heapNames":{"title":"Names in Heap","type":"string","enum":["Documented","As the native integration"]},"heapIdentityProperty":{"title":"Heap Identity Property","type":"string"},"heapGroupId":{"title":"Group ID in Heap","type":"boolean"},"heapPageAndLocale":{"title":"Page and Locale With Every Event","type":"boolean"},"anonymousEvents":{"title":"Anonymous Events","type":"string","enum":["Send","Leave out"]},"onlyFromHosts":{"title":"Only From Hosts","type":"string"},"heapApiKey":{"title":"Heap API Key","type":"string","format":"password"},"heapMainAppId":{"title":"Heap Main App ID","type":"string"},"heapDeleteOnRequest":{"title":"Delete People in Heap","type":"boolean"},"appcuesAccountId":{"title":"Appcues Account ID","type":"string"},"appcuesApiKey":{"title":"Appcues API Key","type":"string","format":"password"},"appcuesApiSecret":{"title":"Appcues API Secret","type":"string","format":"password"},"appcuesRegion":{"title":"Appcues Region","type":"string","enum":["US","EU"]},"appcuesLegacyApiKey":{"title":"Appcues Legacy API Key","type":"string","format":"password"},"appcuesIdentityProperty":{"title":"Appcues Identity Property","type":"string"},"identityProperty":{"title":"Appcues Identity Property (Older Key)","type":"string"},"recurringSyncLimit":{"title":"Recurring Sync Limit","type":"number"}},"required":[]};
const func2 = Object.prototype.hasOwnProperty;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
delete data[key0];
}
}
if(data.heapAppId !== undefined){
let data0 = data.heapAppId;
if(typeof data0 !== "string"){
let dataType0 = typeof data0;
let coerced0 = undefined;
if(dataType0 == 'object' && Array.isArray(data0) && data0.length == 1){
data0 = data0[0];
dataType0 = typeof data0;
if(typeof data0 === "string"){
coerced0 = data0;
}
}
if(!(coerced0 !== undefined)){
if(dataType0 == "number" || dataType0 == "boolean"){
coerced0 = "" + data0;
}
else if(data0 === null){
coerced0 = "";
}
else {
const err0 = {instancePath:instancePath+"/heapAppId",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.heapAppId,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(coerced0 !== undefined){
data0 = coerced0;
if(data !== undefined){
data["heapAppId"] = coerced0;
}
}
}
}
if(data.heapRegion !== undefined){
let data1 = data.heapRegion;
if(typeof data1 !== "string"){
let dataType1 = typeof data1;
let coerced1 = undefined;
if(dataType1 == 'object' && Array.isArray(data1) && data1.length == 1){
data1 = data1[0];
dataType1 = typeof data1;
if(typeof data1 === "string"){
coerced1 = data1;
}
}
if(!(coerced1 !== undefined)){
if(dataType1 == "number" || dataType1 == "boolean"){
coerced1 = "" + data1;
}
else if(data1 === null){
coerced1 = "";
}
else {
const err1 = {instancePath:instancePath+"/heapRegion",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.heapRegion,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(coerced1 !== undefined){
data1 = coerced1;
if(data !== undefined){
data["heapRegion"] = coerced1;
}
}
}
if(!((data1 === "US") || (data1 === "EU"))){
const err2 = {instancePath:instancePath+"/heapRegion",keyword:"enum",params:{allowedValues: schema11.properties.heapRegion.enum},parentSchema:schema11.properties.heapRegion,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.heapNames !== undefined){
let data2 = data.heapNames;
if(typeof data2 !== "string"){
let dataType2 = typeof data2;
let coerced2 = undefined;
if(dataType2 == 'object' && Array.isArray(data2) && data2.length == 1){
data2 = data2[0];
dataType2 = typeof data2;
if(typeof data2 === "string"){
coerced2 = data2;
}
}
if(!(coerced2 !== undefined)){
if(dataType2 == "number" || dataType2 == "boolean"){
coerced2 = "" + data2;
}
else if(data2 === null){
coerced2 = "";
}
else {
const err3 = {instancePath:instancePath+"/heapNames",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.heapNames,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(coerced2 !== undefined){
data2 = coerced2;
if(data !== undefined){
data["heapNames"] = coerced2;
}
}
}
if(!((data2 === "Documented") || (data2 === "As the native integration"))){
const err4 = {instancePath:instancePath+"/heapNames",keyword:"enum",params:{allowedValues: schema11.properties.heapNames.enum},parentSchema:schema11.properties.heapNames,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.heapIdentityProperty !== undefined){
let data3 = data.heapIdentityProperty;
if(typeof data3 !== "string"){
let dataType3 = typeof data3;
let coerced3 = undefined;
if(dataType3 == 'object' && Array.isArray(data3) && data3.length == 1){
data3 = data3[0];
dataType3 = typeof data3;
if(typeof data3 === "string"){
coerced3 = data3;
}
}
if(!(coerced3 !== undefined)){
if(dataType3 == "number" || dataType3 == "boolean"){
coerced3 = "" + data3;
}
else if(data3 === null){
coerced3 = "";
}
else {
const err5 = {instancePath:instancePath+"/heapIdentityProperty",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.heapIdentityProperty,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(coerced3 !== undefined){
data3 = coerced3;
if(data !== undefined){
data["heapIdentityProperty"] = coerced3;
}
}
}
}
if(data.heapGroupId !== undefined){
let data4 = data.heapGroupId;
if(typeof data4 !== "boolean"){
let dataType4 = typeof data4;
let coerced4 = undefined;
if(dataType4 == 'object' && Array.isArray(data4) && data4.length == 1){
data4 = data4[0];
dataType4 = typeof data4;
if(typeof data4 === "boolean"){
coerced4 = data4;
}
}
if(!(coerced4 !== undefined)){
if(data4 === "false" || data4 === 0 || data4 === null){
coerced4 = false;
}
else if(data4 === "true" || data4 === 1){
coerced4 = true;
}
else {
const err6 = {instancePath:instancePath+"/heapGroupId",keyword:"type",params:{type: "boolean"},parentSchema:schema11.properties.heapGroupId,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(coerced4 !== undefined){
data4 = coerced4;
if(data !== undefined){
data["heapGroupId"] = coerced4;
}
}
}
}
if(data.heapPageAndLocale !== undefined){
let data5 = data.heapPageAndLocale;
if(typeof data5 !== "boolean"){
let dataType5 = typeof data5;
let coerced5 = undefined;
if(dataType5 == 'object' && Array.isArray(data5) && data5.length == 1){
data5 = data5[0];
dataType5 = typeof data5;
if(typeof data5 === "boolean"){
coerced5 = data5;
}
}
if(!(coerced5 !== undefined)){
if(data5 === "false" || data5 === 0 || data5 === null){
coerced5 = false;
}
else if(data5 === "true" || data5 === 1){
coerced5 = true;
}
else {
const err7 = {instancePath:instancePath+"/heapPageAndLocale",keyword:"type",params:{type: "boolean"},parentSchema:schema11.properties.heapPageAndLocale,data:data5};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(coerced5 !== undefined){
data5 = coerced5;
if(data !== undefined){
data["heapPageAndLocale"] = coerced5;
}
}
}
}
if(data.anonymousEvents !== undefined){
let data6 = data.anonymousEvents;
if(typeof data6 !== "string"){
let dataType6 = typeof data6;
let coerced6 = undefined;
if(dataType6 == 'object' && Array.isArray(data6) && data6.length == 1){
data6 = data6[0];
dataType6 = typeof data6;
if(typeof data6 === "string"){
coerced6 = data6;
}
}
if(!(coerced6 !== undefined)){
if(dataType6 == "number" || dataType6 == "boolean"){
coerced6 = "" + data6;
}
else if(data6 === null){
coerced6 = "";
}
else {
const err8 = {instancePath:instancePath+"/anonymousEvents",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.anonymousEvents,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(coerced6 !== undefined){
data6 = coerced6;
if(data !== undefined){
data["anonymousEvents"] = coerced6;
}
}
}
if(!((data6 === "Send") || (data6 === "Leave out"))){
const err9 = {instancePath:instancePath+"/anonymousEvents",keyword:"enum",params:{allowedValues: schema11.properties.anonymousEvents.enum},parentSchema:schema11.properties.anonymousEvents,data:data6};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.onlyFromHosts !== undefined){
let data7 = data.onlyFromHosts;
if(typeof data7 !== "string"){
let dataType7 = typeof data7;
let coerced7 = undefined;
if(dataType7 == 'object' && Array.isArray(data7) && data7.length == 1){
data7 = data7[0];
dataType7 = typeof data7;
if(typeof data7 === "string"){
coerced7 = data7;
}
}
if(!(coerced7 !== undefined)){
if(dataType7 == "number" || dataType7 == "boolean"){
coerced7 = "" + data7;
}
else if(data7 === null){
coerced7 = "";
}
else {
const err10 = {instancePath:instancePath+"/onlyFromHosts",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.onlyFromHosts,data:data7};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(coerced7 !== undefined){
data7 = coerced7;
if(data !== undefined){
data["onlyFromHosts"] = coerced7;
}
}
}
}
if(data.heapApiKey !== undefined){
let data8 = data.heapApiKey;
if(typeof data8 !== "string"){
let dataType8 = typeof data8;
let coerced8 = undefined;
if(dataType8 == 'object' && Array.isArray(data8) && data8.length == 1){
data8 = data8[0];
dataType8 = typeof data8;
if(typeof data8 === "string"){
coerced8 = data8;
}
}
if(!(coerced8 !== undefined)){
if(dataType8 == "number" || dataType8 == "boolean"){
coerced8 = "" + data8;
}
else if(data8 === null){
coerced8 = "";
}
else {
const err11 = {instancePath:instancePath+"/heapApiKey",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.heapApiKey,data:data8};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(coerced8 !== undefined){
data8 = coerced8;
if(data !== undefined){
data["heapApiKey"] = coerced8;
}
}
}
}
if(data.heapMainAppId !== undefined){
let data9 = data.heapMainAppId;
if(typeof data9 !== "string"){
let dataType9 = typeof data9;
let coerced9 = undefined;
if(dataType9 == 'object' && Array.isArray(data9) && data9.length == 1){
data9 = data9[0];
dataType9 = typeof data9;
if(typeof data9 === "string"){
coerced9 = data9;
}
}
if(!(coerced9 !== undefined)){
if(dataType9 == "number" || dataType9 == "boolean"){
coerced9 = "" + data9;
}
else if(data9 === null){
coerced9 = "";
}
else {
const err12 = {instancePath:instancePath+"/heapMainAppId",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.heapMainAppId,data:data9};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(coerced9 !== undefined){
data9 = coerced9;
if(data !== undefined){
data["heapMainAppId"] = coerced9;
}
}
}
}
if(data.heapDeleteOnRequest !== undefined){
let data10 = data.heapDeleteOnRequest;
if(typeof data10 !== "boolean"){
let dataType10 = typeof data10;
let coerced10 = undefined;
if(dataType10 == 'object' && Array.isArray(data10) && data10.length == 1){
data10 = data10[0];
dataType10 = typeof data10;
if(typeof data10 === "boolean"){
coerced10 = data10;
}
}
if(!(coerced10 !== undefined)){
if(data10 === "false" || data10 === 0 || data10 === null){
coerced10 = false;
}
else if(data10 === "true" || data10 === 1){
coerced10 = true;
}
else {
const err13 = {instancePath:instancePath+"/heapDeleteOnRequest",keyword:"type",params:{type: "boolean"},parentSchema:schema11.properties.heapDeleteOnRequest,data:data10};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(coerced10 !== undefined){
data10 = coerced10;
if(data !== undefined){
data["heapDeleteOnRequest"] = coerced10;
}
}
}
}
if(data.appcuesAccountId !== undefined){
let data11 = data.appcuesAccountId;
if(typeof data11 !== "string"){
let dataType11 = typeof data11;
let coerced11 = undefined;
if(dataType11 == 'object' && Array.isArray(data11) && data11.length == 1){
data11 = data11[0];
dataType11 = typeof data11;
if(typeof data11 === "string"){
coerced11 = data11;
}
}
if(!(coerced11 !== undefined)){
if(dataType11 == "number" || dataType11 == "boolean"){
coerced11 = "" + data11;
}
else if(data11 === null){
coerced11 = "";
}
else {
const err14 = {instancePath:instancePath+"/appcuesAccountId",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.appcuesAccountId,data:data11};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(coerced11 !== undefined){
data11 = coerced11;
if(data !== undefined){
data["appcuesAccountId"] = coerced11;
}
}
}
}
if(data.appcuesApiKey !== undefined){
let data12 = data.appcuesApiKey;
if(typeof data12 !== "string"){
let dataType12 = typeof data12;
let coerced12 = undefined;
if(dataType12 == 'object' && Array.isArray(data12) && data12.length == 1){
data12 = data12[0];
dataType12 = typeof data12;
if(typeof data12 === "string"){
coerced12 = data12;
}
}
if(!(coerced12 !== undefined)){
if(dataType12 == "number" || dataType12 == "boolean"){
coerced12 = "" + data12;
}
else if(data12 === null){
coerced12 = "";
}
else {
const err15 = {instancePath:instancePath+"/appcuesApiKey",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.appcuesApiKey,data:data12};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(coerced12 !== undefined){
data12 = coerced12;
if(data !== undefined){
data["appcuesApiKey"] = coerced12;
}
}
}
}
if(data.appcuesApiSecret !== undefined){
let data13 = data.appcuesApiSecret;
if(typeof data13 !== "string"){
let dataType13 = typeof data13;
let coerced13 = undefined;
if(dataType13 == 'object' && Array.isArray(data13) && data13.length == 1){
data13 = data13[0];
dataType13 = typeof data13;
if(typeof data13 === "string"){
coerced13 = data13;
}
}
if(!(coerced13 !== undefined)){
if(dataType13 == "number" || dataType13 == "boolean"){
coerced13 = "" + data13;
}
else if(data13 === null){
coerced13 = "";
}
else {
const err16 = {instancePath:instancePath+"/appcuesApiSecret",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.appcuesApiSecret,data:data13};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(coerced13 !== undefined){
data13 = coerced13;
if(data !== undefined){
data["appcuesApiSecret"] = coerced13;
}
}
}
}
if(data.appcuesRegion !== undefined){
let data14 = data.appcuesRegion;
if(typeof data14 !== "string"){
let dataType14 = typeof data14;
let coerced14 = undefined;
if(dataType14 == 'object' && Array.isArray(data14) && data14.length == 1){
data14 = data14[0];
dataType14 = typeof data14;
if(typeof data14 === "string"){
coerced14 = data14;
}
}
if(!(coerced14 !== undefined)){
if(dataType14 == "number" || dataType14 == "boolean"){
coerced14 = "" + data14;
}
else if(data14 === null){
coerced14 = "";
}
else {
const err17 = {instancePath:instancePath+"/appcuesRegion",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.appcuesRegion,data:data14};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(coerced14 !== undefined){
data14 = coerced14;
if(data !== undefined){
data["appcuesRegion"] = coerced14;
}
}
}
if(!((data14 === "US") || (data14 === "EU"))){
const err18 = {instancePath:instancePath+"/appcuesRegion",keyword:"enum",params:{allowedValues: schema11.properties.appcuesRegion.enum},parentSchema:schema11.properties.appcuesRegion,data:data14};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.appcuesLegacyApiKey !== undefined){
let data15 = data.appcuesLegacyApiKey;
if(typeof data15 !== "string"){
let dataType15 = typeof data15;
let coerced15 = undefined;
if(dataType15 == 'object' && Array.isArray(data15) && data15.length == 1){
data15 = data15[0];
dataType15 = typeof data15;
if(typeof data15 === "string"){
coerced15 = data15;
}
}
if(!(coerced15 !== undefined)){
if(dataType15 == "number" || dataType15 == "boolean"){
coerced15 = "" + data15;
}
else if(data15 === null){
coerced15 = "";
}
else {
const err19 = {instancePath:instancePath+"/appcuesLegacyApiKey",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.appcuesLegacyApiKey,data:data15};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(coerced15 !== undefined){
data15 = coerced15;
if(data !== undefined){
data["appcuesLegacyApiKey"] = coerced15;
}
}
}
}
if(data.appcuesIdentityProperty !== undefined){
let data16 = data.appcuesIdentityProperty;
if(typeof data16 !== "string"){
let dataType16 = typeof data16;
let coerced16 = undefined;
if(dataType16 == 'object' && Array.isArray(data16) && data16.length == 1){
data16 = data16[0];
dataType16 = typeof data16;
if(typeof data16 === "string"){
coerced16 = data16;
}
}
if(!(coerced16 !== undefined)){
if(dataType16 == "number" || dataType16 == "boolean"){
coerced16 = "" + data16;
}
else if(data16 === null){
coerced16 = "";
}
else {
const err20 = {instancePath:instancePath+"/appcuesIdentityProperty",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.appcuesIdentityProperty,data:data16};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(coerced16 !== undefined){
data16 = coerced16;
if(data !== undefined){
data["appcuesIdentityProperty"] = coerced16;
}
}
}
}
if(data.identityProperty !== undefined){
let data17 = data.identityProperty;
if(typeof data17 !== "string"){
let dataType17 = typeof data17;
let coerced17 = undefined;
if(dataType17 == 'object' && Array.isArray(data17) && data17.length == 1){
data17 = data17[0];
dataType17 = typeof data17;
if(typeof data17 === "string"){
coerced17 = data17;
}
}
if(!(coerced17 !== undefined)){
if(dataType17 == "number" || dataType17 == "boolean"){
coerced17 = "" + data17;
}
else if(data17 === null){
coerced17 = "";
}
else {
const err21 = {instancePath:instancePath+"/identityProperty",keyword:"type",params:{type: "string"},parentSchema:schema11.properties.identityProperty,data:data17};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(coerced17 !== undefined){
data17 = coerced17;
if(data !== undefined){
data["identityProperty"] = coerced17;
}
}
}
}
if(data.recurringSyncLimit !== undefined){
let data18 = data.recurringSyncLimit;
if(!((typeof data18 == "number") && (isFinite(data18)))){
let dataType18 = typeof data18;
let coerced18 = undefined;
if(dataType18 == 'object' && Array.isArray(data18) && data18.length == 1){
data18 = data18[0];
dataType18 = typeof data18;
if((typeof data18 == "number") && (isFinite(data18))){
coerced18 = data18;
}
}
if(!(coerced18 !== undefined)){
if(dataType18 == "boolean" || data18 === null
              || (dataType18 == "string" && data18 && data18 == +data18)){
coerced18 = +data18;
}
else {
const err22 = {instancePath:instancePath+"/recurringSyncLimit",keyword:"type",params:{type: "number"},parentSchema:schema11.properties.recurringSyncLimit,data:data18};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(coerced18 !== undefined){
data18 = coerced18;
if(data !== undefined){
data["recurringSyncLimit"] = coerced18;
}
}
}
}
}
else {
const err23 = {instancePath,keyword:"type",params:{type: "object"},parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

const schema12 = {"type":"object","additionalProperties":false,"properties":{"event":{"title":"Event Name","type":"string"},"identity":{"title":"Identity","type":"string"},"anonymous_id":{"title":"Anonymous ID","type":"string"},"message_id":{"title":"Message ID","type":"string"},"timestamp":{"title":"Timestamp","type":"string"},"properties":{"title":"Properties","type":"object"},"unlisted_only":{"title":"Unlisted Events Only","type":"boolean"},"context":{"title":"Context","type":"object"}},"required":["event"]};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.event === undefined){
const err0 = {instancePath,keyword:"required",params:{missingProperty: "event"},parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "event") || (key0 === "identity")) || (key0 === "anonymous_id")) || (key0 === "message_id")) || (key0 === "timestamp")) || (key0 === "properties")) || (key0 === "unlisted_only")) || (key0 === "context"))){
delete data[key0];
}
}
if(data.event !== undefined){
let data0 = data.event;
if(typeof data0 !== "string"){
let dataType0 = typeof data0;
let coerced0 = undefined;
if(dataType0 == 'object' && Array.isArray(data0) && data0.length == 1){
data0 = data0[0];
dataType0 = typeof data0;
if(typeof data0 === "string"){
coerced0 = data0;
}
}
if(!(coerced0 !== undefined)){
if(dataType0 == "number" || dataType0 == "boolean"){
coerced0 = "" + data0;
}
else if(data0 === null){
coerced0 = "";
}
else {
const err1 = {instancePath:instancePath+"/event",keyword:"type",params:{type: "string"},parentSchema:schema12.properties.event,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(coerced0 !== undefined){
data0 = coerced0;
if(data !== undefined){
data["event"] = coerced0;
}
}
}
}
if(data.identity !== undefined){
let data1 = data.identity;
if(typeof data1 !== "string"){
let dataType1 = typeof data1;
let coerced1 = undefined;
if(dataType1 == 'object' && Array.isArray(data1) && data1.length == 1){
data1 = data1[0];
dataType1 = typeof data1;
if(typeof data1 === "string"){
coerced1 = data1;
}
}
if(!(coerced1 !== undefined)){
if(dataType1 == "number" || dataType1 == "boolean"){
coerced1 = "" + data1;
}
else if(data1 === null){
coerced1 = "";
}
else {
const err2 = {instancePath:instancePath+"/identity",keyword:"type",params:{type: "string"},parentSchema:schema12.properties.identity,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(coerced1 !== undefined){
data1 = coerced1;
if(data !== undefined){
data["identity"] = coerced1;
}
}
}
}
if(data.anonymous_id !== undefined){
let data2 = data.anonymous_id;
if(typeof data2 !== "string"){
let dataType2 = typeof data2;
let coerced2 = undefined;
if(dataType2 == 'object' && Array.isArray(data2) && data2.length == 1){
data2 = data2[0];
dataType2 = typeof data2;
if(typeof data2 === "string"){
coerced2 = data2;
}
}
if(!(coerced2 !== undefined)){
if(dataType2 == "number" || dataType2 == "boolean"){
coerced2 = "" + data2;
}
else if(data2 === null){
coerced2 = "";
}
else {
const err3 = {instancePath:instancePath+"/anonymous_id",keyword:"type",params:{type: "string"},parentSchema:schema12.properties.anonymous_id,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(coerced2 !== undefined){
data2 = coerced2;
if(data !== undefined){
data["anonymous_id"] = coerced2;
}
}
}
}
if(data.message_id !== undefined){
let data3 = data.message_id;
if(typeof data3 !== "string"){
let dataType3 = typeof data3;
let coerced3 = undefined;
if(dataType3 == 'object' && Array.isArray(data3) && data3.length == 1){
data3 = data3[0];
dataType3 = typeof data3;
if(typeof data3 === "string"){
coerced3 = data3;
}
}
if(!(coerced3 !== undefined)){
if(dataType3 == "number" || dataType3 == "boolean"){
coerced3 = "" + data3;
}
else if(data3 === null){
coerced3 = "";
}
else {
const err4 = {instancePath:instancePath+"/message_id",keyword:"type",params:{type: "string"},parentSchema:schema12.properties.message_id,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(coerced3 !== undefined){
data3 = coerced3;
if(data !== undefined){
data["message_id"] = coerced3;
}
}
}
}
if(data.timestamp !== undefined){
let data4 = data.timestamp;
if(typeof data4 !== "string"){
let dataType4 = typeof data4;
let coerced4 = undefined;
if(dataType4 == 'object' && Array.isArray(data4) && data4.length == 1){
data4 = data4[0];
dataType4 = typeof data4;
if(typeof data4 === "string"){
coerced4 = data4;
}
}
if(!(coerced4 !== undefined)){
if(dataType4 == "number" || dataType4 == "boolean"){
coerced4 = "" + data4;
}
else if(data4 === null){
coerced4 = "";
}
else {
const err5 = {instancePath:instancePath+"/timestamp",keyword:"type",params:{type: "string"},parentSchema:schema12.properties.timestamp,data:data4};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(coerced4 !== undefined){
data4 = coerced4;
if(data !== undefined){
data["timestamp"] = coerced4;
}
}
}
}
if(data.properties !== undefined){
let data5 = data.properties;
if(!(data5 && typeof data5 == "object" && !Array.isArray(data5))){
const err6 = {instancePath:instancePath+"/properties",keyword:"type",params:{type: "object"},parentSchema:schema12.properties.properties,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.unlisted_only !== undefined){
let data6 = data.unlisted_only;
if(typeof data6 !== "boolean"){
let dataType5 = typeof data6;
let coerced5 = undefined;
if(dataType5 == 'object' && Array.isArray(data6) && data6.length == 1){
data6 = data6[0];
dataType5 = typeof data6;
if(typeof data6 === "boolean"){
coerced5 = data6;
}
}
if(!(coerced5 !== undefined)){
if(data6 === "false" || data6 === 0 || data6 === null){
coerced5 = false;
}
else if(data6 === "true" || data6 === 1){
coerced5 = true;
}
else {
const err7 = {instancePath:instancePath+"/unlisted_only",keyword:"type",params:{type: "boolean"},parentSchema:schema12.properties.unlisted_only,data:data6};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(coerced5 !== undefined){
data6 = coerced5;
if(data !== undefined){
data["unlisted_only"] = coerced5;
}
}
}
}
if(data.context !== undefined){
let data7 = data.context;
if(!(data7 && typeof data7 == "object" && !Array.isArray(data7))){
const err8 = {instancePath:instancePath+"/context",keyword:"type",params:{type: "object"},parentSchema:schema12.properties.context,data:data7};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,keyword:"type",params:{type: "object"},parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema13 = {"type":"object","additionalProperties":false,"properties":{"identity":{"title":"Identity","type":"string"},"anonymous_id":{"title":"Anonymous ID","type":"string"},"timestamp":{"title":"Timestamp","type":"string"},"properties":{"title":"Properties","type":"object"},"traits":{"title":"Traits","type":"object"},"context":{"title":"Context","type":"object"}},"required":[]};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "identity") || (key0 === "anonymous_id")) || (key0 === "timestamp")) || (key0 === "properties")) || (key0 === "traits")) || (key0 === "context"))){
delete data[key0];
}
}
if(data.identity !== undefined){
let data0 = data.identity;
if(typeof data0 !== "string"){
let dataType0 = typeof data0;
let coerced0 = undefined;
if(dataType0 == 'object' && Array.isArray(data0) && data0.length == 1){
data0 = data0[0];
dataType0 = typeof data0;
if(typeof data0 === "string"){
coerced0 = data0;
}
}
if(!(coerced0 !== undefined)){
if(dataType0 == "number" || dataType0 == "boolean"){
coerced0 = "" + data0;
}
else if(data0 === null){
coerced0 = "";
}
else {
const err0 = {instancePath:instancePath+"/identity",keyword:"type",params:{type: "string"},parentSchema:schema13.properties.identity,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(coerced0 !== undefined){
data0 = coerced0;
if(data !== undefined){
data["identity"] = coerced0;
}
}
}
}
if(data.anonymous_id !== undefined){
let data1 = data.anonymous_id;
if(typeof data1 !== "string"){
let dataType1 = typeof data1;
let coerced1 = undefined;
if(dataType1 == 'object' && Array.isArray(data1) && data1.length == 1){
data1 = data1[0];
dataType1 = typeof data1;
if(typeof data1 === "string"){
coerced1 = data1;
}
}
if(!(coerced1 !== undefined)){
if(dataType1 == "number" || dataType1 == "boolean"){
coerced1 = "" + data1;
}
else if(data1 === null){
coerced1 = "";
}
else {
const err1 = {instancePath:instancePath+"/anonymous_id",keyword:"type",params:{type: "string"},parentSchema:schema13.properties.anonymous_id,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(coerced1 !== undefined){
data1 = coerced1;
if(data !== undefined){
data["anonymous_id"] = coerced1;
}
}
}
}
if(data.timestamp !== undefined){
let data2 = data.timestamp;
if(typeof data2 !== "string"){
let dataType2 = typeof data2;
let coerced2 = undefined;
if(dataType2 == 'object' && Array.isArray(data2) && data2.length == 1){
data2 = data2[0];
dataType2 = typeof data2;
if(typeof data2 === "string"){
coerced2 = data2;
}
}
if(!(coerced2 !== undefined)){
if(dataType2 == "number" || dataType2 == "boolean"){
coerced2 = "" + data2;
}
else if(data2 === null){
coerced2 = "";
}
else {
const err2 = {instancePath:instancePath+"/timestamp",keyword:"type",params:{type: "string"},parentSchema:schema13.properties.timestamp,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(coerced2 !== undefined){
data2 = coerced2;
if(data !== undefined){
data["timestamp"] = coerced2;
}
}
}
}
if(data.properties !== undefined){
let data3 = data.properties;
if(!(data3 && typeof data3 == "object" && !Array.isArray(data3))){
const err3 = {instancePath:instancePath+"/properties",keyword:"type",params:{type: "object"},parentSchema:schema13.properties.properties,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.traits !== undefined){
let data4 = data.traits;
if(!(data4 && typeof data4 == "object" && !Array.isArray(data4))){
const err4 = {instancePath:instancePath+"/traits",keyword:"type",params:{type: "object"},parentSchema:schema13.properties.traits,data:data4};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.context !== undefined){
let data5 = data.context;
if(!(data5 && typeof data5 == "object" && !Array.isArray(data5))){
const err5 = {instancePath:instancePath+"/context",keyword:"type",params:{type: "object"},parentSchema:schema13.properties.context,data:data5};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,keyword:"type",params:{type: "object"},parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

const schema14 = {"type":"object","additionalProperties":false,"properties":{"user_id":{"title":"User ID","type":"string"},"timestamp":{"title":"Timestamp","type":"string"},"delivery":{"title":"Delivery","type":"string","enum":["Bulk import","One request per user"]},"traits":{"title":"Traits","type":"object"},"property_name":{"title":"Property Name","type":"string"},"keep_segment":{"title":"Keep Segment","type":["boolean","null"]},"person":{"title":"Person","type":"object"},"record_id":{"title":"Record ID","type":"string"},"external_audience_id":{"title":"Audience Reference","type":"string"},"computation_id":{"title":"Computation ID","type":"string"},"computation_key":{"title":"Computation Key","type":"string"},"computation_class":{"title":"Computation Class","type":"string"},"namespace":{"title":"Namespace","type":"string"},"audience_name":{"title":"Audience Name","type":"string"}},"required":[]};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema14.properties, key0))){
delete data[key0];
}
}
if(data.user_id !== undefined){
let data0 = data.user_id;
if(typeof data0 !== "string"){
let dataType0 = typeof data0;
let coerced0 = undefined;
if(dataType0 == 'object' && Array.isArray(data0) && data0.length == 1){
data0 = data0[0];
dataType0 = typeof data0;
if(typeof data0 === "string"){
coerced0 = data0;
}
}
if(!(coerced0 !== undefined)){
if(dataType0 == "number" || dataType0 == "boolean"){
coerced0 = "" + data0;
}
else if(data0 === null){
coerced0 = "";
}
else {
const err0 = {instancePath:instancePath+"/user_id",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.user_id,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(coerced0 !== undefined){
data0 = coerced0;
if(data !== undefined){
data["user_id"] = coerced0;
}
}
}
}
if(data.timestamp !== undefined){
let data1 = data.timestamp;
if(typeof data1 !== "string"){
let dataType1 = typeof data1;
let coerced1 = undefined;
if(dataType1 == 'object' && Array.isArray(data1) && data1.length == 1){
data1 = data1[0];
dataType1 = typeof data1;
if(typeof data1 === "string"){
coerced1 = data1;
}
}
if(!(coerced1 !== undefined)){
if(dataType1 == "number" || dataType1 == "boolean"){
coerced1 = "" + data1;
}
else if(data1 === null){
coerced1 = "";
}
else {
const err1 = {instancePath:instancePath+"/timestamp",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.timestamp,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(coerced1 !== undefined){
data1 = coerced1;
if(data !== undefined){
data["timestamp"] = coerced1;
}
}
}
}
if(data.delivery !== undefined){
let data2 = data.delivery;
if(typeof data2 !== "string"){
let dataType2 = typeof data2;
let coerced2 = undefined;
if(dataType2 == 'object' && Array.isArray(data2) && data2.length == 1){
data2 = data2[0];
dataType2 = typeof data2;
if(typeof data2 === "string"){
coerced2 = data2;
}
}
if(!(coerced2 !== undefined)){
if(dataType2 == "number" || dataType2 == "boolean"){
coerced2 = "" + data2;
}
else if(data2 === null){
coerced2 = "";
}
else {
const err2 = {instancePath:instancePath+"/delivery",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.delivery,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(coerced2 !== undefined){
data2 = coerced2;
if(data !== undefined){
data["delivery"] = coerced2;
}
}
}
if(!((data2 === "Bulk import") || (data2 === "One request per user"))){
const err3 = {instancePath:instancePath+"/delivery",keyword:"enum",params:{allowedValues: schema14.properties.delivery.enum},parentSchema:schema14.properties.delivery,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.traits !== undefined){
let data3 = data.traits;
if(!(data3 && typeof data3 == "object" && !Array.isArray(data3))){
const err4 = {instancePath:instancePath+"/traits",keyword:"type",params:{type: "object"},parentSchema:schema14.properties.traits,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.property_name !== undefined){
let data4 = data.property_name;
if(typeof data4 !== "string"){
let dataType3 = typeof data4;
let coerced3 = undefined;
if(dataType3 == 'object' && Array.isArray(data4) && data4.length == 1){
data4 = data4[0];
dataType3 = typeof data4;
if(typeof data4 === "string"){
coerced3 = data4;
}
}
if(!(coerced3 !== undefined)){
if(dataType3 == "number" || dataType3 == "boolean"){
coerced3 = "" + data4;
}
else if(data4 === null){
coerced3 = "";
}
else {
const err5 = {instancePath:instancePath+"/property_name",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.property_name,data:data4};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(coerced3 !== undefined){
data4 = coerced3;
if(data !== undefined){
data["property_name"] = coerced3;
}
}
}
}
if(data.keep_segment !== undefined){
let data5 = data.keep_segment;
if((typeof data5 !== "boolean") && (data5 !== null)){
let dataType4 = typeof data5;
let coerced4 = undefined;
if(dataType4 == 'object' && Array.isArray(data5) && data5.length == 1){
data5 = data5[0];
dataType4 = typeof data5;
if((typeof data5 === "boolean") && (data5 === null)){
coerced4 = data5;
}
}
if(!(coerced4 !== undefined)){
if(data5 === "false" || data5 === 0 || data5 === null){
coerced4 = false;
}
else if(data5 === "true" || data5 === 1){
coerced4 = true;
}
else if(data5 === "" || data5 === 0 || data5 === false){
coerced4 = null;
}
else {
const err6 = {instancePath:instancePath+"/keep_segment",keyword:"type",params:{type: schema14.properties.keep_segment.type},parentSchema:schema14.properties.keep_segment,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(coerced4 !== undefined){
data5 = coerced4;
if(data !== undefined){
data["keep_segment"] = coerced4;
}
}
}
}
if(data.person !== undefined){
let data6 = data.person;
if(!(data6 && typeof data6 == "object" && !Array.isArray(data6))){
const err7 = {instancePath:instancePath+"/person",keyword:"type",params:{type: "object"},parentSchema:schema14.properties.person,data:data6};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.record_id !== undefined){
let data7 = data.record_id;
if(typeof data7 !== "string"){
let dataType5 = typeof data7;
let coerced5 = undefined;
if(dataType5 == 'object' && Array.isArray(data7) && data7.length == 1){
data7 = data7[0];
dataType5 = typeof data7;
if(typeof data7 === "string"){
coerced5 = data7;
}
}
if(!(coerced5 !== undefined)){
if(dataType5 == "number" || dataType5 == "boolean"){
coerced5 = "" + data7;
}
else if(data7 === null){
coerced5 = "";
}
else {
const err8 = {instancePath:instancePath+"/record_id",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.record_id,data:data7};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(coerced5 !== undefined){
data7 = coerced5;
if(data !== undefined){
data["record_id"] = coerced5;
}
}
}
}
if(data.external_audience_id !== undefined){
let data8 = data.external_audience_id;
if(typeof data8 !== "string"){
let dataType6 = typeof data8;
let coerced6 = undefined;
if(dataType6 == 'object' && Array.isArray(data8) && data8.length == 1){
data8 = data8[0];
dataType6 = typeof data8;
if(typeof data8 === "string"){
coerced6 = data8;
}
}
if(!(coerced6 !== undefined)){
if(dataType6 == "number" || dataType6 == "boolean"){
coerced6 = "" + data8;
}
else if(data8 === null){
coerced6 = "";
}
else {
const err9 = {instancePath:instancePath+"/external_audience_id",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.external_audience_id,data:data8};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(coerced6 !== undefined){
data8 = coerced6;
if(data !== undefined){
data["external_audience_id"] = coerced6;
}
}
}
}
if(data.computation_id !== undefined){
let data9 = data.computation_id;
if(typeof data9 !== "string"){
let dataType7 = typeof data9;
let coerced7 = undefined;
if(dataType7 == 'object' && Array.isArray(data9) && data9.length == 1){
data9 = data9[0];
dataType7 = typeof data9;
if(typeof data9 === "string"){
coerced7 = data9;
}
}
if(!(coerced7 !== undefined)){
if(dataType7 == "number" || dataType7 == "boolean"){
coerced7 = "" + data9;
}
else if(data9 === null){
coerced7 = "";
}
else {
const err10 = {instancePath:instancePath+"/computation_id",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.computation_id,data:data9};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(coerced7 !== undefined){
data9 = coerced7;
if(data !== undefined){
data["computation_id"] = coerced7;
}
}
}
}
if(data.computation_key !== undefined){
let data10 = data.computation_key;
if(typeof data10 !== "string"){
let dataType8 = typeof data10;
let coerced8 = undefined;
if(dataType8 == 'object' && Array.isArray(data10) && data10.length == 1){
data10 = data10[0];
dataType8 = typeof data10;
if(typeof data10 === "string"){
coerced8 = data10;
}
}
if(!(coerced8 !== undefined)){
if(dataType8 == "number" || dataType8 == "boolean"){
coerced8 = "" + data10;
}
else if(data10 === null){
coerced8 = "";
}
else {
const err11 = {instancePath:instancePath+"/computation_key",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.computation_key,data:data10};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(coerced8 !== undefined){
data10 = coerced8;
if(data !== undefined){
data["computation_key"] = coerced8;
}
}
}
}
if(data.computation_class !== undefined){
let data11 = data.computation_class;
if(typeof data11 !== "string"){
let dataType9 = typeof data11;
let coerced9 = undefined;
if(dataType9 == 'object' && Array.isArray(data11) && data11.length == 1){
data11 = data11[0];
dataType9 = typeof data11;
if(typeof data11 === "string"){
coerced9 = data11;
}
}
if(!(coerced9 !== undefined)){
if(dataType9 == "number" || dataType9 == "boolean"){
coerced9 = "" + data11;
}
else if(data11 === null){
coerced9 = "";
}
else {
const err12 = {instancePath:instancePath+"/computation_class",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.computation_class,data:data11};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(coerced9 !== undefined){
data11 = coerced9;
if(data !== undefined){
data["computation_class"] = coerced9;
}
}
}
}
if(data.namespace !== undefined){
let data12 = data.namespace;
if(typeof data12 !== "string"){
let dataType10 = typeof data12;
let coerced10 = undefined;
if(dataType10 == 'object' && Array.isArray(data12) && data12.length == 1){
data12 = data12[0];
dataType10 = typeof data12;
if(typeof data12 === "string"){
coerced10 = data12;
}
}
if(!(coerced10 !== undefined)){
if(dataType10 == "number" || dataType10 == "boolean"){
coerced10 = "" + data12;
}
else if(data12 === null){
coerced10 = "";
}
else {
const err13 = {instancePath:instancePath+"/namespace",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.namespace,data:data12};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(coerced10 !== undefined){
data12 = coerced10;
if(data !== undefined){
data["namespace"] = coerced10;
}
}
}
}
if(data.audience_name !== undefined){
let data13 = data.audience_name;
if(typeof data13 !== "string"){
let dataType11 = typeof data13;
let coerced11 = undefined;
if(dataType11 == 'object' && Array.isArray(data13) && data13.length == 1){
data13 = data13[0];
dataType11 = typeof data13;
if(typeof data13 === "string"){
coerced11 = data13;
}
}
if(!(coerced11 !== undefined)){
if(dataType11 == "number" || dataType11 == "boolean"){
coerced11 = "" + data13;
}
else if(data13 === null){
coerced11 = "";
}
else {
const err14 = {instancePath:instancePath+"/audience_name",keyword:"type",params:{type: "string"},parentSchema:schema14.properties.audience_name,data:data13};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(coerced11 !== undefined){
data13 = coerced11;
if(data !== undefined){
data["audience_name"] = coerced11;
}
}
}
}
}
else {
const err15 = {instancePath,keyword:"type",params:{type: "object"},parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

const schema15 = {"type":"object","additionalProperties":false,"properties":{"user_id":{"title":"User ID","type":"string"},"properties":{"title":"Properties","type":"object"},"timestamp":{"title":"Timestamp","type":"string"},"delivery":{"title":"Delivery","type":"string","enum":["Bulk import","One request per user"]},"page_url":{"title":"Page URL","type":"string"},"person":{"title":"Person","type":"object"}},"required":[]};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "user_id") || (key0 === "properties")) || (key0 === "timestamp")) || (key0 === "delivery")) || (key0 === "page_url")) || (key0 === "person"))){
delete data[key0];
}
}
if(data.user_id !== undefined){
let data0 = data.user_id;
if(typeof data0 !== "string"){
let dataType0 = typeof data0;
let coerced0 = undefined;
if(dataType0 == 'object' && Array.isArray(data0) && data0.length == 1){
data0 = data0[0];
dataType0 = typeof data0;
if(typeof data0 === "string"){
coerced0 = data0;
}
}
if(!(coerced0 !== undefined)){
if(dataType0 == "number" || dataType0 == "boolean"){
coerced0 = "" + data0;
}
else if(data0 === null){
coerced0 = "";
}
else {
const err0 = {instancePath:instancePath+"/user_id",keyword:"type",params:{type: "string"},parentSchema:schema15.properties.user_id,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(coerced0 !== undefined){
data0 = coerced0;
if(data !== undefined){
data["user_id"] = coerced0;
}
}
}
}
if(data.properties !== undefined){
let data1 = data.properties;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err1 = {instancePath:instancePath+"/properties",keyword:"type",params:{type: "object"},parentSchema:schema15.properties.properties,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.timestamp !== undefined){
let data2 = data.timestamp;
if(typeof data2 !== "string"){
let dataType1 = typeof data2;
let coerced1 = undefined;
if(dataType1 == 'object' && Array.isArray(data2) && data2.length == 1){
data2 = data2[0];
dataType1 = typeof data2;
if(typeof data2 === "string"){
coerced1 = data2;
}
}
if(!(coerced1 !== undefined)){
if(dataType1 == "number" || dataType1 == "boolean"){
coerced1 = "" + data2;
}
else if(data2 === null){
coerced1 = "";
}
else {
const err2 = {instancePath:instancePath+"/timestamp",keyword:"type",params:{type: "string"},parentSchema:schema15.properties.timestamp,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(coerced1 !== undefined){
data2 = coerced1;
if(data !== undefined){
data["timestamp"] = coerced1;
}
}
}
}
if(data.delivery !== undefined){
let data3 = data.delivery;
if(typeof data3 !== "string"){
let dataType2 = typeof data3;
let coerced2 = undefined;
if(dataType2 == 'object' && Array.isArray(data3) && data3.length == 1){
data3 = data3[0];
dataType2 = typeof data3;
if(typeof data3 === "string"){
coerced2 = data3;
}
}
if(!(coerced2 !== undefined)){
if(dataType2 == "number" || dataType2 == "boolean"){
coerced2 = "" + data3;
}
else if(data3 === null){
coerced2 = "";
}
else {
const err3 = {instancePath:instancePath+"/delivery",keyword:"type",params:{type: "string"},parentSchema:schema15.properties.delivery,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(coerced2 !== undefined){
data3 = coerced2;
if(data !== undefined){
data["delivery"] = coerced2;
}
}
}
if(!((data3 === "Bulk import") || (data3 === "One request per user"))){
const err4 = {instancePath:instancePath+"/delivery",keyword:"enum",params:{allowedValues: schema15.properties.delivery.enum},parentSchema:schema15.properties.delivery,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.page_url !== undefined){
let data4 = data.page_url;
if(typeof data4 !== "string"){
let dataType3 = typeof data4;
let coerced3 = undefined;
if(dataType3 == 'object' && Array.isArray(data4) && data4.length == 1){
data4 = data4[0];
dataType3 = typeof data4;
if(typeof data4 === "string"){
coerced3 = data4;
}
}
if(!(coerced3 !== undefined)){
if(dataType3 == "number" || dataType3 == "boolean"){
coerced3 = "" + data4;
}
else if(data4 === null){
coerced3 = "";
}
else {
const err5 = {instancePath:instancePath+"/page_url",keyword:"type",params:{type: "string"},parentSchema:schema15.properties.page_url,data:data4};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(coerced3 !== undefined){
data4 = coerced3;
if(data !== undefined){
data["page_url"] = coerced3;
}
}
}
}
if(data.person !== undefined){
let data5 = data.person;
if(!(data5 && typeof data5 == "object" && !Array.isArray(data5))){
const err6 = {instancePath:instancePath+"/person",keyword:"type",params:{type: "object"},parentSchema:schema15.properties.person,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,keyword:"type",params:{type: "object"},parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const schema16 = {"type":"object","additionalProperties":false,"properties":{"event_name":{"title":"Event Name","type":"string"},"user_id":{"title":"User ID","type":"string"},"attributes":{"title":"Attributes","type":"object"},"timestamp":{"title":"Timestamp","type":"string"},"group_id":{"title":"Group ID","type":"string"},"page_url":{"title":"Page URL","type":"string"},"origin":{"title":"Origin","type":"string"},"computation_class":{"title":"Computation Class","type":"string"},"person":{"title":"Person","type":"object"}},"required":["event_name"]};

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.event_name === undefined){
const err0 = {instancePath,keyword:"required",params:{missingProperty: "event_name"},parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema16.properties, key0))){
delete data[key0];
}
}
if(data.event_name !== undefined){
let data0 = data.event_name;
if(typeof data0 !== "string"){
let dataType0 = typeof data0;
let coerced0 = undefined;
if(dataType0 == 'object' && Array.isArray(data0) && data0.length == 1){
data0 = data0[0];
dataType0 = typeof data0;
if(typeof data0 === "string"){
coerced0 = data0;
}
}
if(!(coerced0 !== undefined)){
if(dataType0 == "number" || dataType0 == "boolean"){
coerced0 = "" + data0;
}
else if(data0 === null){
coerced0 = "";
}
else {
const err1 = {instancePath:instancePath+"/event_name",keyword:"type",params:{type: "string"},parentSchema:schema16.properties.event_name,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(coerced0 !== undefined){
data0 = coerced0;
if(data !== undefined){
data["event_name"] = coerced0;
}
}
}
}
if(data.user_id !== undefined){
let data1 = data.user_id;
if(typeof data1 !== "string"){
let dataType1 = typeof data1;
let coerced1 = undefined;
if(dataType1 == 'object' && Array.isArray(data1) && data1.length == 1){
data1 = data1[0];
dataType1 = typeof data1;
if(typeof data1 === "string"){
coerced1 = data1;
}
}
if(!(coerced1 !== undefined)){
if(dataType1 == "number" || dataType1 == "boolean"){
coerced1 = "" + data1;
}
else if(data1 === null){
coerced1 = "";
}
else {
const err2 = {instancePath:instancePath+"/user_id",keyword:"type",params:{type: "string"},parentSchema:schema16.properties.user_id,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(coerced1 !== undefined){
data1 = coerced1;
if(data !== undefined){
data["user_id"] = coerced1;
}
}
}
}
if(data.attributes !== undefined){
let data2 = data.attributes;
if(!(data2 && typeof data2 == "object" && !Array.isArray(data2))){
const err3 = {instancePath:instancePath+"/attributes",keyword:"type",params:{type: "object"},parentSchema:schema16.properties.attributes,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.timestamp !== undefined){
let data3 = data.timestamp;
if(typeof data3 !== "string"){
let dataType2 = typeof data3;
let coerced2 = undefined;
if(dataType2 == 'object' && Array.isArray(data3) && data3.length == 1){
data3 = data3[0];
dataType2 = typeof data3;
if(typeof data3 === "string"){
coerced2 = data3;
}
}
if(!(coerced2 !== undefined)){
if(dataType2 == "number" || dataType2 == "boolean"){
coerced2 = "" + data3;
}
else if(data3 === null){
coerced2 = "";
}
else {
const err4 = {instancePath:instancePath+"/timestamp",keyword:"type",params:{type: "string"},parentSchema:schema16.properties.timestamp,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(coerced2 !== undefined){
data3 = coerced2;
if(data !== undefined){
data["timestamp"] = coerced2;
}
}
}
}
if(data.group_id !== undefined){
let data4 = data.group_id;
if(typeof data4 !== "string"){
let dataType3 = typeof data4;
let coerced3 = undefined;
if(dataType3 == 'object' && Array.isArray(data4) && data4.length == 1){
data4 = data4[0];
dataType3 = typeof data4;
if(typeof data4 === "string"){
coerced3 = data4;
}
}
if(!(coerced3 !== undefined)){
if(dataType3 == "number" || dataType3 == "boolean"){
coerced3 = "" + data4;
}
else if(data4 === null){
coerced3 = "";
}
else {
const err5 = {instancePath:instancePath+"/group_id",keyword:"type",params:{type: "string"},parentSchema:schema16.properties.group_id,data:data4};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(coerced3 !== undefined){
data4 = coerced3;
if(data !== undefined){
data["group_id"] = coerced3;
}
}
}
}
if(data.page_url !== undefined){
let data5 = data.page_url;
if(typeof data5 !== "string"){
let dataType4 = typeof data5;
let coerced4 = undefined;
if(dataType4 == 'object' && Array.isArray(data5) && data5.length == 1){
data5 = data5[0];
dataType4 = typeof data5;
if(typeof data5 === "string"){
coerced4 = data5;
}
}
if(!(coerced4 !== undefined)){
if(dataType4 == "number" || dataType4 == "boolean"){
coerced4 = "" + data5;
}
else if(data5 === null){
coerced4 = "";
}
else {
const err6 = {instancePath:instancePath+"/page_url",keyword:"type",params:{type: "string"},parentSchema:schema16.properties.page_url,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(coerced4 !== undefined){
data5 = coerced4;
if(data !== undefined){
data["page_url"] = coerced4;
}
}
}
}
if(data.origin !== undefined){
let data6 = data.origin;
if(typeof data6 !== "string"){
let dataType5 = typeof data6;
let coerced5 = undefined;
if(dataType5 == 'object' && Array.isArray(data6) && data6.length == 1){
data6 = data6[0];
dataType5 = typeof data6;
if(typeof data6 === "string"){
coerced5 = data6;
}
}
if(!(coerced5 !== undefined)){
if(dataType5 == "number" || dataType5 == "boolean"){
coerced5 = "" + data6;
}
else if(data6 === null){
coerced5 = "";
}
else {
const err7 = {instancePath:instancePath+"/origin",keyword:"type",params:{type: "string"},parentSchema:schema16.properties.origin,data:data6};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(coerced5 !== undefined){
data6 = coerced5;
if(data !== undefined){
data["origin"] = coerced5;
}
}
}
}
if(data.computation_class !== undefined){
let data7 = data.computation_class;
if(typeof data7 !== "string"){
let dataType6 = typeof data7;
let coerced6 = undefined;
if(dataType6 == 'object' && Array.isArray(data7) && data7.length == 1){
data7 = data7[0];
dataType6 = typeof data7;
if(typeof data7 === "string"){
coerced6 = data7;
}
}
if(!(coerced6 !== undefined)){
if(dataType6 == "number" || dataType6 == "boolean"){
coerced6 = "" + data7;
}
else if(data7 === null){
coerced6 = "";
}
else {
const err8 = {instancePath:instancePath+"/computation_class",keyword:"type",params:{type: "string"},parentSchema:schema16.properties.computation_class,data:data7};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(coerced6 !== undefined){
data7 = coerced6;
if(data !== undefined){
data["computation_class"] = coerced6;
}
}
}
}
if(data.person !== undefined){
let data8 = data.person;
if(!(data8 && typeof data8 == "object" && !Array.isArray(data8))){
const err9 = {instancePath:instancePath+"/person",keyword:"type",params:{type: "object"},parentSchema:schema16.properties.person,data:data8};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,keyword:"type",params:{type: "object"},parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate15.errors = vErrors;
return errors === 0;
}

export const validators = { settings: validate10, trackEvent: validate11, updateUser: validate12, syncAudience: validate13, updateAppcuesUser: validate14, forwardEvent: validate15 }

export const schemas = { settings: schema11, trackEvent: schema12, updateUser: schema13, syncAudience: schema14, updateAppcuesUser: schema15, forwardEvent: schema16 }
