{{- define "citedqa.name" -}}
{{- if contains "citedqa" .Release.Name }}{{ .Release.Name | trunc 63 | trimSuffix "-" }}{{ else }}{{ printf "%s-citedqa" .Release.Name | trunc 63 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "citedqa.selector" -}}
app.kubernetes.io/name: citedqa
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "citedqa.labels" -}}
{{ include "citedqa.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "citedqa.secret" -}}
{{- .Values.existingSecret | default (include "citedqa.name" .) }}
{{- end }}
